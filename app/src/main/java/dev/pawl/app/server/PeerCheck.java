package dev.pawl.app.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/**
 * Whether a client is a process of the same user (SO_PEERCRED, unix(7)). The folder of the run lets
 * nobody else in; this holds also where somebody has changed its mode, and for root.
 */
record PeerCheck(UserPrincipal user) {
  /** For the user of this process. */
  static PeerCheck own() throws IOException {
    return new PeerCheck(Files.getOwner(Path.of("/proc/self")));
  }

  boolean admits(SocketChannel client) throws IOException {
    return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(user);
  }
}
