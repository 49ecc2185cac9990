package dev.pawl.posix;

import org.jspecify.annotations.Nullable;

/**
 * The controlling terminal of this process: its modes and its foreground process group.
 *
 * <p>Calls belong on one platform thread: {@link #takeBack} blocks SIGTTOU for it alone.
 */
public final class Terminal implements AutoCloseable {
  private static final Downcall TCGETPGRP = Downcall.of("tcgetpgrp");
  private static final Downcall TCSETPGRP = Downcall.of("tcsetpgrp");
  private static final Downcall TCGETATTR = Downcall.of("tcgetattr");
  private static final Downcall TCSETATTR = Downcall.of("tcsetattr");
  private static final Downcall SIGMASK = Downcall.of("pthread_sigmask");
  private static final Downcall SIGADDSET = Downcall.of("sigaddset");
  private static final Downcall GETPGRP = Downcall.of("getpgrp");
  private static final Downcall IOCTL = Downcall.of("ioctl");
  private static final int SIGTTOU = 22;

  private final int fd;
  private final Memory saved = Memory.allocate(Platform.TERMIOS_SIZE + 4);

  private Terminal(int fd) {
    this.fd = fd;
  }

  /** The controlling terminal, if there is one and this process is in its foreground; else null. */
  public static @Nullable Terminal openForeground() {
    int fd = Libc.open("/dev/tty", Libc.O_RDWR | Libc.O_NOCTTY, 0);
    if (fd < 0) {
      return null;
    }
    Terminal terminal = new Terminal(fd);
    if (TCGETPGRP.number(fd) != GETPGRP.plain(0)) {
      terminal.close();
      return null;
    }
    TCGETATTR.number(fd, terminal.saved.address());
    return terminal;
  }

  /** Columns in the low, rows in the high 32 bits, of the terminal behind {@code fd}; 0: none. */
  public static long windowSize(int fd) {
    Memory size = Memory.allocate(8);
    if (IOCTL.number(fd, Platform.TIOCGWINSZ, size.address()) != 0) {
      return 0;
    }
    return (long) size.getShort(0) << 32 | size.getShort(2) & 0xffff;
  }

  public int fd() {
    return fd;
  }

  /** Makes {@code group} the foreground, as a shell's {@code fg} does. */
  public void giveTo(long group) {
    withoutTtou(() -> TCSETPGRP.number(fd, group));
  }

  /** Makes this process the foreground again, with the modes found at the start. */
  public void takeBack() {
    withoutTtou(() -> {
      TCSETPGRP.number(fd, GETPGRP.plain(0));
      TCSETATTR.number(fd, Platform.TCSADRAIN, saved.address());
    });
  }

  @Override
  public void close() {
    Libc.close(fd);
  }

  /** A background process that sets the terminal is stopped by SIGTTOU, unless it is blocked. */
  private static void withoutTtou(Runnable action) {
    Memory blocked = Memory.allocate(Platform.SIGNAL_SET_SIZE);
    Memory before = Memory.allocate(Platform.SIGNAL_SET_SIZE);
    SIGADDSET.number(blocked.address(), SIGTTOU);
    SIGMASK.plain(Platform.SIG_BLOCK, blocked.address(), before.address());
    try {
      action.run();
    } finally {
      SIGMASK.plain(Platform.SIG_SETMASK, before.address(), 0);
    }
  }
}
