package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log, unchanged, and keeps it bounded while it grows.
 *
 * <pre>
 * while it grows:   head | hole (frees its blocks) | tail ...        a sparse file
 * when it is over:  head | [pawl: N bytes left out] | tail           a plain file
 * </pre>
 *
 * <p>The hole is made with fallocate(2) PUNCH_HOLE, in steps; offsets stay true. A file system
 * without it gets the second form at each step (see {@link LogShortening}). The file is created at
 * the first byte. A failed write is not tried again: the log ends there and {@link #failure} says
 * why.
 */
final class LogWriter {
  private static final int BLOCK = 4096;
  private static final int MAX_STEP = 1 << 20;

  private final Output.Log output;
  private final long headEnd;
  private final long tailBytes;
  private final long step;
  private int fd = -1;
  private long received;
  private long size;
  private long holeEnd;
  private boolean canPunch;
  private LogShortening.@Nullable Gap gap;
  private @Nullable String failure;

  LogWriter(Output.Log output) {
    this(output, true);
  }

  /**
   * @param canPunch false: as on a file system that makes no holes
   */
  LogWriter(Output.Log output, boolean canPunch) {
    this.output = output;
    this.canPunch = canPunch;
    long half = output.maxBytes() / 2;
    headEnd = half / BLOCK * BLOCK;
    tailBytes = output.maxBytes() - headEnd;
    step = Math.max(BLOCK, Math.min(MAX_STEP, output.maxBytes() / 4 / BLOCK * BLOCK));
    holeEnd = headEnd;
  }

  Path path() {
    return output.path();
  }

  /** What arrived, written or not. */
  long received() {
    return received;
  }

  /** Why the log is incomplete, or null. */
  @Nullable String failure() {
    return failure;
  }

  /** Whether {@link #shorten} has something to do. */
  boolean isTooLong() {
    return failure == null && size - tailBytes > (gap == null ? headEnd : gap.end());
  }

  void write(Memory bytes, int count) {
    received += count;
    if (failure != null || fd < 0 && !create()) {
      return;
    }
    int from = 0;
    while (from < count) {
      int written = Libc.write(fd, bytes, from, count - from);
      if (written < 0) {
        fail("written", written);
        return;
      }
      from += written;
      size += written;
    }
    if (size - tailBytes - holeEnd >= step) {
      drop();
    }
  }

  /** Closes the file; nothing is written after this. */
  void close() {
    if (fd >= 0) {
      int result = Libc.close(fd);
      fd = -1;
      if (result < 0 && failure == null) {
        fail("closed", result);
      }
    }
  }

  /** Brings a closed log into its second form; may take as long as copying it. */
  void shorten() {
    gap = LogShortening.apply(output.path(), headEnd, size - tailBytes, gap);
  }

  private boolean create() {
    fd = Libc.open(output.path().toString(), Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC, 0666);
    if (fd < 0) {
      fail("created", fd);
    }
    return fd >= 0;
  }

  /** Frees what is neither head nor tail any more. */
  private void drop() {
    long end = (size - tailBytes) / BLOCK * BLOCK;
    if (canPunch) {
      int result = Libc.fallocate(fd, Libc.FALLOC_PUNCH_HOLE_KEEP_SIZE, holeEnd, end - holeEnd);
      canPunch = result == 0;
    }
    if (canPunch) {
      holeEnd = end;
    } else {
      rewrite();
    }
  }

  /** The way without holes: the file in its second form, to which the next bytes are appended. */
  private void rewrite() {
    LogShortening.Gap before = gap;
    gap = LogShortening.apply(output.path(), headEnd, size - tailBytes, before);
    if (gap == null || gap.equals(before)) {
      fail("shortened", -Errno.EIO);
      return;
    }
    Libc.close(fd);
    fd = Libc.open(output.path().toString(), Libc.O_WRONLY | Libc.O_APPEND, 0);
    if (fd < 0) {
      fail("opened again", fd);
      return;
    }
    size = Libc.lseek(fd, 0, Libc.SEEK_END);
    holeEnd = gap.end();
  }

  private void fail(String verb, int error) {
    failure = "the log '" + output.path() + "' could not be " + verb + ": " + Errno.text(-error);
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
