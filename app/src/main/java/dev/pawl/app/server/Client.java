package dev.pawl.app.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as the server sees it. At most one answer waits to be taken; until it is, no
 * further line is read.
 */
final class Client {
  private static final int FIRST_ROOM = 512;

  private final SocketChannel channel;
  private byte[] in = new byte[FIRST_ROOM];
  private int size;
  private ByteBuffer out = ByteBuffer.allocate(0);
  private boolean ended;
  private boolean leaving;
  private boolean waiting;
  private long deadline;

  /**
   * @param deadline when it is let go unless it has sent a line by then, as a tick
   */
  Client(SocketChannel channel, long deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  long deadline() {
    return deadline;
  }

  void letStay(long until) {
    deadline = until;
  }

  /** Takes in what has come, without waiting. */
  void read() throws IOException {
    if (size == in.length) {
      in = Arrays.copyOf(in, Math.min(2 * size, ControlLine.LONGEST + 1));
    }
    int count = channel.read(ByteBuffer.wrap(in, size, in.length - size));
    ended |= count < 0;
    size += Math.max(0, count);
  }

  /** The next whole line without its end; null when there is none, or an answer must go first. */
  byte @Nullable [] nextLine() {
    if (leaving || waiting || out.hasRemaining()) {
      return null;
    }
    for (int at = 0; at < size; at++) {
      if (in[at] == '\n') {
        byte[] line = Arrays.copyOf(in, at);
        size -= at + 1;
        System.arraycopy(in, at + 1, in, 0, size);
        return line;
      }
    }
    return null;
  }

  /** Whether it has sent more than a line may hold, as {@link #nextLine} has found none. */
  boolean isTooLong() {
    return !leaving && !waiting && !out.hasRemaining() && size > ControlLine.LONGEST;
  }

  /** From now on it waits for its answer, and is neither read nor let go before. */
  void await() {
    waiting = true;
  }

  /** Whether its answer has still to be made. */
  boolean isWaiting() {
    return waiting;
  }

  /** By which a selector knows it; null when it is not there any more. */
  @Nullable SelectionKey key(Selector selector) {
    return channel.keyFor(selector);
  }

  /** Answers, as far as there is room now; the rest follows with {@link #write}. */
  void answer(ControlAnswer answer) throws IOException {
    waiting = false;
    byte[] line = answer.line();
    ByteBuffer all = ByteBuffer.allocate(out.remaining() + line.length);
    out = all.put(out).put(line).flip();
    write();
  }

  /** The same, and then the connection is over. */
  void dismiss(ControlAnswer answer) throws IOException {
    leaving = true;
    answer(answer);
  }

  /** Writes what it takes now. */
  void write() throws IOException {
    if (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Whether nothing more comes of it. */
  boolean isDone() {
    return (leaving || ended) && !waiting && !out.hasRemaining();
  }

  /** What it is waited for. */
  int interest() {
    if (waiting && !out.hasRemaining()) {
      return 0;
    }
    return out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // nobody is left to tell
    }
  }
}
