package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads /proc. Everything in it may be gone at the next line; that is an answer, not an error. That
 * no descriptor is left to look with is none, see {@link Spare}.
 *
 * <p>One instance per thread: it keeps its buffers.
 */
final class Proc {
  private static final int STAT_BYTES = 1024;
  private static final int EXEC_LOOKS = 20;
  private static final long EXEC_PAUSE = 500_000;
  private static final int MAX_ENVIRONMENT = 4 << 20;
  private static final byte[] COOKIE = (Scope.VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROC = "/proc/".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STAT = "/stat".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CMDLINE = "/cmdline".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENVIRON = "/environ".getBytes(StandardCharsets.US_ASCII);

  private Memory buffer = Memory.allocate(32 * 1024);
  private final byte[] stat = new byte[STAT_BYTES];

  /** The process {@code pid}, or null if there is none. */
  @Nullable ProcEntry entry(long pid) {
    int length = readStat(pid);
    return length <= 0 ? null : StatLine.parse(stat, length);
  }

  /** Field 22 of its stat, or -1 if there is no process {@code pid}. */
  long startTicks(long pid) {
    int length = readStat(pid);
    return length <= 0 ? -1 : StatLine.startTicks(stat, length);
  }

  /** All processes, in the order of the kernel (by pid). */
  List<ProcEntry> all() {
    List<ProcEntry> entries = new ArrayList<>();
    for (long pid : numbersIn("/proc")) {
      ProcEntry entry = entry(pid);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /**
   * The value of PAWL_SCOPE in a process's environment; null without one or when unreadable. While
   * an exec is under way the environment is empty: that is waited out, for 10 ms at most.
   */
  @Nullable String cookie(long pid) {
    return cookieIn(settled(pid, ENVIRON));
  }

  /** What a process was started with; empty of a zombie. An exec under way is waited out, too. */
  List<String> arguments(long pid) {
    byte[] line = settled(pid, CMDLINE);
    if (line.length == 0) {
      return List.of();
    }
    return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
  }

  private byte[] settled(long pid, byte[] file) {
    byte[] contents = contents(pid, file);
    boolean settled = false;
    for (int look = 1; contents.length == 0 && !settled && look < EXEC_LOOKS; look++) {
      settled = !isInExec(pid);
      if (!settled) {
        LockSupport.parkNanos(EXEC_PAUSE);
      }
      contents = contents(pid, file);
    }
    return contents;
  }

  private byte[] contents(long pid, byte[] file) {
    int fd = Spare.open(path(pid, file), Libc.O_RDONLY);
    if (fd < 0) {
      return new byte[0];
    }
    try {
      return readAll(fd);
    } finally {
      Spare.close(fd);
    }
  }

  private boolean isInExec(long pid) {
    int length = readStat(pid);
    return length > 0 && StatLine.isInExec(stat, length);
  }

  /** The names in a folder that are numbers: processes, or descriptors. */
  List<Long> numbersIn(String folder) {
    List<Long> numbers = new ArrayList<>();
    int fd = Spare.open(Libc.pathBytes(folder), Libc.O_RDONLY | Libc.O_DIRECTORY);
    if (fd < 0) {
      return numbers;
    }
    int length = Libc.getdents(fd, buffer);
    while (length > 0) {
      collectNumbers(length, numbers);
      length = Libc.getdents(fd, buffer);
    }
    Spare.close(fd);
    return numbers;
  }

  /** Where a symbolic link points to; null if there is none. */
  @Nullable String link(String path) {
    int length = Libc.readlink(path, buffer);
    return length < 0 ? null : text(length);
  }

  /** Reads the whole of an open file of at most 32 KB from its start; "" if it cannot be read. */
  String contents(int fd) {
    int length = Libc.pread(fd, buffer, buffer.size(), 0);
    return length <= 0 ? "" : text(length);
  }

  /** struct linux_dirent64: u64 inode, u64 offset, u16 length of record, u8 type, name. */
  private void collectNumbers(int length, List<Long> numbers) {
    int at = 0;
    while (at < length) {
      long number = 0;
      int c = at + 19;
      while (Character.isDigit(buffer.getByte(c))) {
        number = number * 10 + buffer.getByte(c++) - '0';
      }
      if (c > at + 19 && buffer.getByte(c) == 0) {
        numbers.add(number);
      }
      at += buffer.getShort(at + 16) & 0xffff;
    }
  }

  private int readStat(long pid) {
    int fd = Spare.open(path(pid, STAT), Libc.O_RDONLY);
    if (fd < 0) {
      return fd;
    }
    int length = Libc.read(fd, buffer, STAT_BYTES);
    Spare.close(fd);
    if (length > 0) {
      buffer.getBytes(0, stat, 0, length);
    }
    return length;
  }

  /** A stat costs four microseconds; a String for its path would double that. */
  private static byte[] path(long pid, byte[] file) {
    int digits = 1;
    for (long rest = pid; rest >= 10; rest /= 10) {
      digits++;
    }
    byte[] path = new byte[PROC.length + digits + file.length];
    System.arraycopy(PROC, 0, path, 0, PROC.length);
    long rest = pid;
    for (int i = PROC.length + digits - 1; i >= PROC.length; i--) {
      path[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    System.arraycopy(file, 0, path, PROC.length + digits, file.length);
    return path;
  }

  private byte[] readAll(int fd) {
    int length = Libc.pread(fd, buffer, buffer.size(), 0);
    while (length == buffer.size() && length < MAX_ENVIRONMENT) {
      buffer = Memory.allocate(2 * buffer.size());
      length = Libc.pread(fd, buffer, buffer.size(), 0);
    }
    byte[] bytes = new byte[length == -Errno.EIO ? 0 : Math.max(length, 0)];
    buffer.getBytes(0, bytes, 0, bytes.length);
    return bytes;
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    buffer.getBytes(0, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static @Nullable String cookieIn(byte[] environment) {
    int at = 0;
    while (at < environment.length) {
      int end = at;
      while (end < environment.length && environment[end] != 0) {
        end++;
      }
      if (startsWithCookie(environment, at, end)) {
        int from = at + COOKIE.length;
        return new String(environment, from, end - from, StandardCharsets.UTF_8);
      }
      at = end + 1;
    }
    return null;
  }

  private static boolean startsWithCookie(byte[] environment, int at, int end) {
    return end - at >= COOKIE.length
        && java.util.Arrays.equals(environment, at, at + COOKIE.length, COOKIE, 0, COOKIE.length);
  }
}
