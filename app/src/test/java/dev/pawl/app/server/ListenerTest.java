package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
  private static final int ROUNDS = 500;
  private static final long PATIENCE = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void whoConnectsWhileItClosesIsLetGo() throws Exception {
    List<Integer> held = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Path file = folder.resolve("control");
      Listener listener = new Listener(file, PeerCheck.own());
      listener.bind();
      Thread serving = Thread.ofPlatform().start(() -> serve(listener));
      try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        client.connect(UnixDomainSocketAddress.of(file));
        LockSupport.parkNanos(round % 10 * 20_000L);
        listener.close();
        serving.join();
        client.configureBlocking(false);
        if (!hasEnded(client)) {
          held.add(round);
        }
      }
    }
    assertEquals(List.of(), held);
  }

  private static void serve(Listener listener) {
    try {
      listener.serve((_, _) -> {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasEnded(SocketChannel client) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    ByteBuffer bytes = ByteBuffer.allocate(1);
    try {
      while (client.read(bytes) == 0) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
        LockSupport.parkNanos(1_000_000);
      }
    } catch (SocketException reset) {
      return true;
    }
    return true;
  }
}
