package dev.pawl.posix;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * System calls, one to one. The names, arguments and errors are those of the man pages; a failure
 * is returned as {@code -errno}.
 *
 * <p>The JVM installs its handlers with SA_RESTART, so EINTR is rare: some file systems and
 * epoll_wait know it. Opening, reading and writing go on by themselves then; epoll_wait is for its
 * caller to repeat.
 */
public final class Libc {
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_NOCTTY = 0400;
  public static final int O_TRUNC = 01000;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_DIRECTORY = Platform.O_DIRECTORY;
  public static final int O_NOFOLLOW = Platform.O_NOFOLLOW;

  public static final int P_PID = 1;
  public static final int WNOHANG = 1;
  public static final int WSTOPPED = 2;
  public static final int WEXITED = 4;
  public static final int WNOWAIT = 0x1000000;

  /** siginfo_t: its size, and where waitid leaves si_pid, si_code and si_status. */
  public static final int SIGINFO_SIZE = 128;

  public static final int SIGINFO_CODE = 8;
  public static final int SIGINFO_PID = 16;
  public static final int SIGINFO_STATUS = 24;

  /** Values of si_code. */
  public static final int CLD_EXITED = 1;

  public static final int CLD_STOPPED = 5;

  public static final int SEEK_END = 2;
  public static final int SEEK_DATA = 3;
  public static final int SEEK_HOLE = 4;
  public static final int FALLOC_PUNCH_HOLE_KEEP_SIZE = 3;
  public static final int FALLOC_KEEP_SIZE = 1;
  public static final int X_OK = 1;

  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int AT_FDCWD = -100;
  private static final int STATX_NO_FOLLOW = 0x100;
  private static final int STATX_EMPTY_PATH = 0x1000;

  /** Type, mode, mtime, ctime, inode and size. */
  private static final int STATX_MASK = 0x3c3;

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int RLIMIT_NOFILE = 7;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long TICK_NANOS = 10_000_000;
  private static final int EFD_NONBLOCK_CLOEXEC = O_NONBLOCK | O_CLOEXEC;

  /** File names are bytes; this is the charset with which the JVM made strings of them. */
  private static final Charset PATHS =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

  private static final Downcall OPEN = Downcall.of("open");
  private static final Downcall CLOSE = Downcall.of("close");
  private static final Downcall READ = Downcall.of("read");
  private static final Downcall PREAD = Downcall.of("pread");
  private static final Downcall WRITE = Downcall.of("write");
  private static final Downcall LSEEK = Downcall.of("lseek");
  private static final Downcall FALLOCATE = Downcall.of("fallocate");
  private static final Downcall FCNTL = Downcall.of("fcntl");
  private static final Downcall PIPE2 = Downcall.of("pipe2");
  private static final Downcall EVENTFD = Downcall.of("eventfd");
  private static final Downcall KILL = Downcall.of("kill");
  private static final Downcall WAITID = Downcall.of("waitid");
  private static final Downcall SYSCALL = Downcall.of("syscall");
  private static final Downcall PRCTL = Downcall.of("prctl");
  private static final Downcall GETPID = Downcall.of("getpid");
  private static final Downcall GETSID = Downcall.of("getsid");
  private static final Downcall GETUID = Downcall.of("geteuid");
  private static final Downcall FACCESSAT = Downcall.of("faccessat");
  private static final Downcall GETDENTS = Downcall.of("getdents64");
  private static final Downcall READLINK = Downcall.of("readlink");
  private static final Downcall CLOCK_GETTIME = Downcall.of("clock_gettime");
  private static final Downcall STATX = Downcall.of("statx");
  private static final Downcall GETRLIMIT = Downcall.of("getrlimit");

  private Libc() {}

  /** The bytes of a file name, without the closing NUL. */
  public static byte[] pathBytes(String path) {
    return path.getBytes(PATHS);
  }

  public static int open(String path, int flags, int mode) {
    return open(pathBytes(path), flags, mode);
  }

  /** {@code path} without its closing NUL. O_CLOEXEC is always added. */
  public static int open(byte[] path, int flags, int mode) {
    long address = text(path);
    if (address == 0) {
      return -Errno.ENAMETOOLONG;
    }
    int fd = OPEN.number(address, flags | O_CLOEXEC, mode);
    while (fd == -Errno.EINTR) {
      fd = OPEN.number(address, flags | O_CLOEXEC, mode);
    }
    return fd;
  }

  public static int close(int fd) {
    return CLOSE.number(fd);
  }

  /** Reads at most {@code length} bytes to the start of {@code buffer}; 0 is the end. */
  public static int read(int fd, Memory buffer, int length) {
    long count = READ.size(fd, buffer.address(), length);
    while (count == -Errno.EINTR) {
      count = READ.size(fd, buffer.address(), length);
    }
    return (int) count;
  }

  public static int pread(int fd, Memory buffer, int length, long offset) {
    return (int) PREAD.size(fd, buffer.address(), length, offset);
  }

  /** One write(2), which may be short. */
  public static int write(int fd, Memory buffer, int from, int length) {
    long count = WRITE.size(fd, buffer.address() + from, length);
    while (count == -Errno.EINTR) {
      count = WRITE.size(fd, buffer.address() + from, length);
    }
    return (int) count;
  }

  public static long lseek(int fd, long offset, int whence) {
    return LSEEK.size(fd, offset, whence);
  }

  public static int fallocate(int fd, int mode, long offset, long length) {
    return FALLOCATE.number(fd, mode, offset, length);
  }

  public static int setNonBlocking(int fd) {
    return FCNTL.number(fd, F_SETFL, O_NONBLOCK);
  }

  /** Asks for a larger pipe; refused without harm when the user's allowance is used up. */
  public static int setPipeSize(int fd, int bytes) {
    return FCNTL.number(fd, F_SETPIPE_SZ, bytes);
  }

  /** A close-on-exec pipe: the reading end in the low, the writing end in the high 32 bits. */
  public static long pipe() {
    Memory ends = Downcall.frame().text;
    int result = PIPE2.number(ends.address(), O_CLOEXEC);
    return result < 0 ? result : (long) ends.getInt(4) << 32 | ends.getInt(0);
  }

  /** A non-blocking counter to wake a thread in epoll_wait. */
  public static int eventfd() {
    return EVENTFD.number(0, EFD_NONBLOCK_CLOEXEC);
  }

  /** {@code pid} below zero: the group. Signal 0 only asks. */
  public static int kill(long pid, int signal) {
    return KILL.number(pid, signal);
  }

  /** Waits for the child {@code pid}, never for any other; siginfo goes to {@code info}. */
  public static int waitid(long pid, Memory info, int options) {
    return WAITID.number(P_PID, pid, info.address(), options);
  }

  /** The C library has had a name for it since 2.36 only; the number is the same everywhere. */
  public static int pidfdOpen(long pid) {
    return SYSCALL.number(434, pid, 0);
  }

  /** Orphaned descendants become children of this process instead of init's. */
  public static int becomeSubreaper() {
    return PRCTL.number(PR_SET_CHILD_SUBREAPER, 1);
  }

  public static int getpid() {
    return GETPID.plain(0);
  }

  public static int getsid() {
    return GETSID.number(0);
  }

  public static int geteuid() {
    return GETUID.plain(0);
  }

  /** 0 if the effective user may execute (or enter) {@code path}. */
  public static int executable(byte[] path) {
    long address = text(path);
    return address == 0 ? -Errno.ENAMETOOLONG : FACCESSAT.number(AT_FDCWD, address, X_OK, 0x200);
  }

  /** Fills {@code buffer} with records of {@code struct linux_dirent64}; 0 is the end. */
  public static int getdents(int fd, Memory buffer) {
    return (int) GETDENTS.size(fd, buffer.address(), buffer.size());
  }

  public static int readlink(String path, Memory buffer) {
    return readlink(pathBytes(path), buffer);
  }

  /** The target is not closed by a NUL; what does not fit into {@code buffer} is cut off. */
  public static int readlink(byte[] path, Memory buffer) {
    long address = text(path);
    return address == 0
        ? -Errno.ENAMETOOLONG
        : (int) READLINK.size(address, buffer.address(), buffer.size());
  }

  /**
   * Now, in the ticks of {@code starttime} in /proc/PID/stat: hundredths of a second since boot,
   * time asleep included (proc(5); USER_HZ is 100 on all Linux that Pawl runs on).
   */
  public static long bootTicks() {
    Memory time = Downcall.frame().text;
    CLOCK_GETTIME.number(CLOCK_BOOTTIME, time.address());
    long seconds = time.getLong(0);
    return seconds * (1_000_000_000 / TICK_NANOS) + time.getLong(8) / TICK_NANOS;
  }

  /** statx(2) of a path, never following a link at its end, to {@code buffer}. */
  static int statx(byte[] path, Memory buffer) {
    long address = text(path);
    return address == 0 ? -Errno.ENAMETOOLONG : statx(AT_FDCWD, address, buffer);
  }

  /** statx(2) of the name at an address, in an open folder. */
  static int statx(int folder, long name, Memory buffer) {
    return STATX.number(folder, name, STATX_NO_FOLLOW, STATX_MASK, buffer.address());
  }

  /** statx(2) of an open file. */
  static int statx(int fd, Memory buffer) {
    return STATX.number(fd, text(new byte[0]), STATX_EMPTY_PATH, STATX_MASK, buffer.address());
  }

  /** The soft limit of open files ({@code ulimit -n}). */
  public static long openFileLimit() {
    Memory limit = Downcall.frame().text;
    int result = GETRLIMIT.number(RLIMIT_NOFILE, limit.address());
    return result < 0 ? result : limit.getLong(0);
  }

  /** Where this thread keeps one path for the next call; 0 if it is too long for the kernel. */
  private static long text(byte[] path) {
    Memory text = Downcall.frame().text;
    if (path.length >= Downcall.Frame.TEXT_SIZE) {
      return 0;
    }
    text.putBytes(0, path);
    text.putByte(path.length, (byte) 0);
    return text.address();
  }
}
