package dev.pawl.posix;

/**
 * Sizes and constants of the C interface, per machine type.
 *
 * <p>Linux with glibc only. Where x86-64 and aarch64 agree the value is a constant; where they do
 * not it is a field that depends on the machine. Sources: the headers of glibc 2.36 and of Linux 6,
 * printed by a C program on x86-64; {@code asm-generic} and {@code arch/arm64/include/uapi} for
 * aarch64.
 */
final class Platform {
  static final int SPAWN_ATTRIBUTES_SIZE = 336;
  static final int FILE_ACTIONS_SIZE = 80;
  static final int SIGNAL_SET_SIZE = 128;
  static final int TERMIOS_SIZE = 60;

  static final short SPAWN_SETPGROUP = 0x02;
  static final short SPAWN_SETSIGDEF = 0x04;
  static final short SPAWN_SETSIGMASK = 0x08;
  static final short SPAWN_SETSCHEDULER = 0x20;
  static final short SPAWN_SETSID = 0x80;

  static final int SIG_BLOCK = 0;
  static final int SIG_SETMASK = 2;
  static final int TCSADRAIN = 1;
  static final long TIOCGWINSZ = 0x5413;

  private static final String MACHINE = System.getProperty("os.arch", "");
  private static final boolean ARM = MACHINE.equals("aarch64");

  /** The kernel packs this struct on x86-64 only (EPOLL_PACKED in eventpoll.h). */
  static final int EPOLL_EVENT_SIZE = ARM ? 16 : 12;

  static final int EPOLL_DATA_OFFSET = ARM ? 8 : 4;

  /** arm64 kept the values of 32-bit arm for the four O_ flags after O_NONBLOCK. */
  static final int O_DIRECTORY = ARM ? 040000 : 0200000;

  static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;

  private Platform() {}

  /** Refuses to go on where the constants above would be wrong. */
  static void check() {
    String system = System.getProperty("os.name", "");
    if (!system.equals("Linux")) {
      throw new UnsupportedPlatformException(system);
    }
    if (!ARM && !MACHINE.equals("amd64")) {
      throw new UnsupportedPlatformException("Linux on " + MACHINE);
    }
  }
}
