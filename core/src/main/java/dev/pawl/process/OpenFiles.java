package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How many files this process may have open, and what has to be open before that many are.
 *
 * <p>A class that no start-up cache holds is read from a jar, which the class loader opens when it
 * first needs it. Where it may open nothing it leaves that jar out for good, and what would say so
 * in plain words cannot be loaded either.
 */
public final class OpenFiles {
  /** More than there are jars, and threads that may open something at the same time. */
  private static final int MARGIN = 64;

  private static final long LIMIT = Libc.openFileLimit();

  private static volatile boolean hasJars;

  private OpenFiles() {}

  /**
   * Called before a run begins. Opens the jars if there will hardly be room for them later.
   *
   * @throws UncheckedIOException if there is none now
   */
  public static void begin() {
    if (LIMIT >= 2 * MARGIN || LIMIT < 0) {
      return;
    }
    openJars();
    int one = Libc.open("/dev/null", Libc.O_RDONLY, 0);
    if (one < 0) {
      throw new UncheckedIOException(
          new IOException(usedUp() + "; raise it, for example with 'ulimit -n 1024'"));
    }
    Libc.close(one);
  }

  /**
   * Told of a descriptor: the kernel gives the lowest that is free, so a high one tells of many.
   */
  static void opened(int fd) {
    if (fd >= LIMIT - MARGIN && !hasJars) {
      openJars();
    }
  }

  /** In words for people. */
  static String usedUp() {
    return "too many open files: `ulimit -n` is " + Libc.openFileLimit() + " for this process";
  }

  /** Looks for what is in none of them, and so in each. */
  private static void openJars() {
    hasJars = true;
    ClassLoader loader = OpenFiles.class.getClassLoader();
    if (loader != null) {
      loader.getResource(OpenFiles.class.getName());
    }
  }
}
