package dev.pawl.app.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a run and those who are connected to it, served by one thread that never waits for
 * any of them: a client that sends nothing, or does not take its answer, costs its own place, and
 * that for {@link #SILENCE} only.
 */
final class Listener {
  /** Clients at a time; more wait in the kernel until one goes. */
  static final int MOST_CLIENTS = 16;

  /** How long a client may go without a whole line, or leave its answer untaken. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  private static final String FRESH = "control.new";
  private static final int BACKLOG = 64;

  /** Clients that wait for an answer which takes its time; they keep nobody else out. */
  static final int MOST_WAITING = 64;

  /** How long the end of a run waits until those who are owed an answer have it. */
  private static final long SETTLING_MILLIS = 1_000;

  /** After the kernel had no descriptor left for a client. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Path file;
  private final PeerCheck peers;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final SelectionKey accepting;
  private final List<SelectionKey> clients = new ArrayList<>();
  private final Deque<Owed> owed = new ArrayDeque<>();
  private @Nullable Object identity;
  private long acceptFrom = System.nanoTime();
  private boolean serving;
  private volatile boolean closed;

  /**
   * Answers one request, by {@link Client#answer}, or later and from any thread by {@link
   * Listener#answer}, and does nothing that waits.
   */
  interface Desk {
    void serve(Client client, ControlRequest request) throws IOException;
  }

  /** An answer for a client that has waited for it. */
  private record Owed(Client client, ControlAnswer answer) {}

  /** Prepares it; nobody can connect yet. */
  Listener(Path file, PeerCheck peers) throws IOException {
    this.file = file;
    this.peers = peers;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.selector = Selector.open();
    server.configureBlocking(false);
    this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Makes the socket. It gets its name when it can be connected to, and takes the place of one that
   * a dead coordinator has left.
   */
  void bind() throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Path fresh = folder.resolve(FRESH);
    Files.deleteIfExists(fresh);
    try (SocketFolder at = SocketFolder.open(folder)) {
      server.bind(at.address(FRESH), BACKLOG);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    identity = identity();
  }

  private @Nullable Object identity() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Takes the socket away, unless it is somebody else's by now, and lets {@link #serve} return.
   * That lets everybody go: keys and clients are those of its thread alone.
   */
  void close() {
    synchronized (this) {
      closed = true;
      if (!serving) {
        release();
      }
    }
    if (selector.isOpen()) {
      selector.wakeup();
    }
    try {
      if (identity != null && identity.equals(identity())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException gone) {
      // a socket that nobody serves is no obstacle
    }
  }

  private void release() {
    clients.forEach(key -> client(key).close());
    try {
      selector.close();
      server.close();
    } catch (IOException gone) {
      // nobody is served any more
    }
  }

  /** Tells a client that it is heard, and has it wait for its answer; false when too many do. */
  boolean await(Client client) throws IOException {
    if (clients.stream().filter(key -> client(key).isWaiting()).count() >= MOST_WAITING) {
      return false;
    }
    client.answer(new ControlAnswer.Heard());
    client.await();
    return true;
  }

  /** Answers a client that waits; from any thread, which does not wait for it. */
  void answer(Client client, ControlAnswer answer) {
    synchronized (owed) {
      owed.add(new Owed(client, answer));
    }
    if (selector.isOpen()) {
      selector.wakeup();
    }
  }

  /** Waits until all answers that were given are written, a second at most. */
  void settle() {
    long end = System.nanoTime() + SETTLING_MILLIS * 1_000_000;
    synchronized (owed) {
      long left = SETTLING_MILLIS;
      try {
        while (!owed.isEmpty() && left > 0) {
          owed.wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Serves until the close. */
  void serve(Desk desk) throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      serving = true;
    }
    try {
      for (select(); !closed; select()) {
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
          selector.selectedKeys().remove(key);
          if (key.equals(accepting)) {
            accept();
          } else {
            serve(key, desk);
          }
        }
        pay(desk);
        letGo();
      }
    } finally {
      release();
    }
  }

  private void select() throws IOException {
    long now = System.nanoTime();
    long wait = Long.MAX_VALUE;
    int talking = 0;
    for (SelectionKey key : clients) {
      if (!client(key).isWaiting()) {
        wait = Math.min(wait, client(key).deadline() - now);
        talking++;
      }
    }
    boolean open = talking < MOST_CLIENTS;
    if (open && acceptFrom - now > 0) {
      wait = Math.min(wait, acceptFrom - now);
      open = false;
    }
    accepting.interestOps(open ? SelectionKey.OP_ACCEPT : 0);
    selector.select(wait == Long.MAX_VALUE ? 0 : Math.max(1, Math.ceilDiv(wait, 1_000_000)));
  }

  private static Client client(SelectionKey key) {
    return (Client) key.attachment();
  }

  private void accept() {
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (IOException noDescriptor) {
      acceptFrom = System.nanoTime() + PAUSE.toNanos();
      return;
    }
    if (channel == null) {
      return;
    }
    Client client = new Client(channel, System.nanoTime() + SILENCE.toNanos());
    try {
      channel.configureBlocking(false);
      if (peers.admits(channel)) {
        clients.add(channel.register(selector, SelectionKey.OP_READ, client));
      } else {
        client.dismiss(ControlAnswer.refused("the run is another user's"));
        client.close();
      }
    } catch (IOException gone) {
      client.close();
    }
  }

  private void serve(SelectionKey key, Desk desk) {
    Client client = client(key);
    try {
      if (key.isWritable()) {
        client.write();
      } else {
        client.read();
      }
      hear(key, desk);
    } catch (IOException gone) {
      drop(key);
    }
  }

  /** Answers the lines that a client has sent, until one has to wait. */
  private void hear(SelectionKey key, Desk desk) throws IOException {
    Client client = client(key);
    byte[] line = client.nextLine();
    while (line != null) {
      answer(client, line, desk);
      client.letStay(System.nanoTime() + SILENCE.toNanos());
      line = client.nextLine();
    }
    if (client.isTooLong()) {
      String most = ControlLine.LONGEST + " bytes";
      client.dismiss(ControlAnswer.refused("a line has more than " + most));
    }
    if (client.isDone()) {
      drop(key);
    } else {
      key.interestOps(client.interest());
    }
  }

  /** Gives the answers that have been made since; who has gone meanwhile is passed over. */
  private void pay(Desk desk) {
    while (true) {
      Owed next;
      synchronized (owed) {
        next = owed.peek();
        owed.notifyAll();
      }
      if (next == null) {
        return;
      }
      SelectionKey key = next.client().key(selector);
      if (key != null && key.isValid()) {
        try {
          next.client().answer(next.answer());
          next.client().letStay(System.nanoTime() + SILENCE.toNanos());
          hear(key, desk);
        } catch (IOException gone) {
          drop(key);
        }
      }
      synchronized (owed) {
        owed.remove();
      }
    }
  }

  private static void answer(Client client, byte[] line, Desk desk) throws IOException {
    ControlRequest request;
    try {
      request = ControlRequest.parse(line);
    } catch (IllegalArgumentException e) {
      client.answer(ControlAnswer.refused(ControlAnswer.cut(String.valueOf(e.getMessage()))));
      return;
    }
    desk.serve(client, request);
  }

  private void letGo() {
    long now = System.nanoTime();
    for (SelectionKey key : List.copyOf(clients)) {
      if (!client(key).isWaiting() && client(key).deadline() - now <= 0) {
        drop(key);
      }
    }
  }

  private void drop(SelectionKey key) {
    key.cancel();
    clients.remove(key);
    client(key).close();
  }
}
