package dev.pawl.app.server;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * A folder that is held open, so that a socket in it has a short name however deep it lies: the
 * kernel takes 107 bytes (unix(7)), and {@code /proc/self/fd/N/control} is a way to any folder.
 */
final class SocketFolder implements AutoCloseable {
  private final int fd;

  private SocketFolder(int fd) {
    this.fd = fd;
  }

  static SocketFolder open(Path folder) throws IOException {
    int fd = Libc.open(folder.toString(), Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
    if (fd < 0) {
      throw new IOException("cannot open " + folder + ": " + Errno.text(-fd));
    }
    return new SocketFolder(fd);
  }

  /** Good for bind and connect as long as the folder is open. */
  UnixDomainSocketAddress address(String name) {
    return UnixDomainSocketAddress.of("/proc/self/fd/" + fd + "/" + name);
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
