package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.concurrent.locks.LockSupport;

/**
 * A descriptor that is kept for the time when this process has none left: who cannot look at /proc
 * then would take processes for gone that live. All threads share it, one after the other.
 */
final class Spare {
  private static final int TRIES = 100;
  private static final long PAUSE = 1_000_000;

  private static int kept = fresh();

  private Spare() {}

  /**
   * Opens a file to read, in the place of the spare if need be; {@code -errno} if it is not there.
   *
   * @throws UncheckedIOException if there was no descriptor for a tenth of a second
   */
  static int open(byte[] path, int flags) {
    int fd = Libc.open(path, flags, 0);
    for (int count = 0; isMissing(fd); count++) {
      if (count == TRIES) {
        String file = new String(path, StandardCharsets.UTF_8);
        throw new UncheckedIOException(new FileSystemException(file, null, Errno.text(-fd)));
      }
      if (count > 0) {
        LockSupport.parkNanos(PAUSE);
      }
      fd = instead(path, flags);
    }
    return fd;
  }

  private static boolean isMissing(int fd) {
    return fd == -Errno.EMFILE || fd == -Errno.ENFILE;
  }

  private static synchronized int instead(byte[] path, int flags) {
    if (kept >= 0) {
      Libc.close(kept);
      kept = -1;
    }
    return Libc.open(path, flags, 0);
  }

  /** Closes what was opened here, and has a spare again. */
  static void close(int fd) {
    Libc.close(fd);
    refill();
  }

  private static synchronized void refill() {
    if (kept < 0) {
      kept = fresh();
    }
  }

  private static int fresh() {
    return Libc.open("/dev/null", Libc.O_RDONLY, 0);
  }
}
