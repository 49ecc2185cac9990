package dev.pawl.posix;

/** The error numbers that Pawl tells apart, and a text for those a user may see (errno(3)). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int ENOEXEC = 8;
  public static final int ECHILD = 10;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int EPIPE = 32;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ELOOP = 40;
  public static final int EOPNOTSUPP = 95;
  public static final int EDQUOT = 122;

  private Errno() {}

  /** The words of strerror(3), in English whatever the locale; "error 71" where there are none. */
  public static String text(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or folder";
      case EIO -> "input/output error";
      case ENXIO -> "no such device";
      case E2BIG -> "argument list too long";
      case ENOEXEC -> "exec format error";
      case EAGAIN -> "resource temporarily unavailable";
      case ENOMEM -> "out of memory";
      case EACCES -> "permission denied";
      case ENOTDIR -> "not a folder";
      case EISDIR -> "is a folder";
      case ENFILE -> "too many open files in the system";
      case EMFILE -> "too many open files";
      case EFBIG -> "file too large";
      case ENOSPC -> "no space left on device";
      case EROFS -> "read-only file system";
      case ENAMETOOLONG -> "file name too long";
      case ELOOP -> "too many levels of symbolic links";
      case EDQUOT -> "disk quota exceeded";
      default -> "error " + errno;
    };
  }
}
