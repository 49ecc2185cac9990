package dev.pawl.git;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.MemoryFile;

/** A text that a child reads from a path, and that lies on no disk. */
final class Input implements AutoCloseable {
  private static final int NONE = -1;

  private final int fd;

  private Input(int fd) {
    this.fd = fd;
  }

  static Input of(byte[] bytes) throws GitException {
    if (bytes.length == 0) {
      return new Input(NONE);
    }
    int fd = MemoryFile.create("pawl-git", bytes);
    if (fd < 0) {
      throw GitException.shortage("no memory file for the input of git: " + Errno.text(-fd));
    }
    return new Input(fd);
  }

  /** For another process of this user, as long as this is open. */
  String path() {
    return fd == NONE ? "/dev/null" : "/proc/" + Libc.getpid() + "/fd/" + fd;
  }

  @Override
  public void close() {
    if (fd != NONE) {
      Libc.close(fd);
    }
  }
}
