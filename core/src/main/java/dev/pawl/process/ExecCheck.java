package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.io.File;

/**
 * Foretells how execve(2) will judge a program, for one that somebody else will execute: a keeper's
 * refusal would look like the job's own exit.
 */
final class ExecCheck {
  /** BINPRM_BUF_SIZE: what of a first line the kernel reads. */
  private static final int FIRST_LINE = 256;

  /** "\177ELF", little-endian. */
  private static final int ELF = 0x464c457f;

  private static final int SHEBANG = '#' | '!' << 8;

  private final Memory start = Memory.allocate(FIRST_LINE);

  /**
   * Judges a file.
   *
   * @param path absolute, or relative to {@code dir}
   * @return 0, or {@code -errno}
   */
  int ask(byte[] path, String dir) {
    byte[] file = resolve(path, dir);
    int executable = Libc.executable(file);
    if (executable != 0) {
      return executable;
    }
    int fd = Libc.open(file, Libc.O_RDONLY, 0);
    if (fd < 0) {
      // One may execute what one may not read.
      return 0;
    }
    start.fill((byte) 0);
    int length = Libc.read(fd, start, FIRST_LINE);
    Libc.close(fd);
    if (length == -Errno.EISDIR) {
      return -Errno.EACCES;
    }
    if ((start.getShort(0) & 0xffff) == SHEBANG) {
      return interpreter(length, dir);
    }
    return start.getInt(0) == ELF || otherFormatsAreKnown() ? 0 : -Errno.ENOEXEC;
  }

  private int interpreter(int length, String dir) {
    int from = 2;
    while (from < length && isBlank(start.getByte(from))) {
      from++;
    }
    int to = from;
    while (to < length && !isBlank(start.getByte(to)) && !isEnd(start.getByte(to))) {
      to++;
    }
    byte[] name = new byte[to - from];
    start.getBytes(from, name, 0, name.length);
    return name.length == 0 ? -Errno.ENOEXEC : Libc.executable(resolve(name, dir));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == 0;
  }

  /** binfmt_misc: there is more than "register" and "status". */
  private static boolean otherFormatsAreKnown() {
    String[] formats = new File("/proc/sys/fs/binfmt_misc").list();
    return formats != null && formats.length > 2;
  }

  private static byte[] resolve(byte[] path, String dir) {
    if (path.length > 0 && path[0] == '/') {
      return path;
    }
    byte[] folder = Libc.pathBytes(dir);
    byte[] whole = new byte[folder.length + 1 + path.length];
    System.arraycopy(folder, 0, whole, 0, folder.length);
    whole[folder.length] = '/';
    System.arraycopy(path, 0, whole, folder.length + 1, path.length);
    return whole;
  }
}
