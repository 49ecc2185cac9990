package dev.pawl.app.server;

import dev.pawl.journal.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection to the socket of a run, as a client has it: a line, then the answer to it. */
final class Connection implements AutoCloseable {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST_ANSWER);

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Nobody serves the socket, so nobody has heard anything. */
  static final class NotThereException extends IOException {
    private static final long serialVersionUID = 1L;

    NotThereException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Connects, without waiting for somebody to serve. */
  static Connection open(RunFolder run) throws NotThereException {
    try (SocketFolder folder = SocketFolder.open(run.path())) {
      return new Connection(SocketChannel.open(folder.address(RunFolder.CONTROL)));
    } catch (IOException e) {
      throw new NotThereException(e);
    }
  }

  /**
   * Says one line and waits for the answer to it.
   *
   * @throws IOException if none comes; it may have been heard
   * @throws IllegalArgumentException if the answer is none
   */
  ControlAnswer ask(ControlRequest request) throws IOException {
    say(request);
    return hear();
  }

  /** Who is turned away at the door cannot say anything, but hear why. */
  void say(ControlRequest request) {
    try {
      channel.write(ByteBuffer.wrap(request.line()));
    } catch (IOException refused) {
      // what was said to us counts
    }
  }

  /**
   * Waits for the next answer.
   *
   * @throws IOException if none comes
   * @throws IllegalArgumentException if it is none
   */
  ControlAnswer hear() throws IOException {
    return ControlAnswer.parse(line());
  }

  /** Two answers may come together. */
  private byte[] line() throws IOException {
    for (int at = 0; at < LONGEST_ANSWER; at++) {
      if (at == in.position() && channel.read(in) < 0) {
        throw new IOException("the connection has ended");
      }
      if (in.get(at) == '\n') {
        byte[] line = Arrays.copyOf(in.array(), at);
        in.flip().position(at + 1);
        in.compact();
        return line;
      }
    }
    throw new IllegalArgumentException("it is too long");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
