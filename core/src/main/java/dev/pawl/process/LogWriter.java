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
 * <p>The hole is made in steps, see {@link LogBounds}. A file system without holes gets the second
 * form at each step (see {@link LogShortening}). The file is created at the first byte. A failed
 * write is not tried again: the log ends there and {@link #failure} says why.
 */
final class LogWriter implements JobLog {
  private final Output.Log output;
  private final LogBounds bounds;
  private int fd = -1;
  private long received;
  private long size;
  private LogShortening.@Nullable Gap gap;
  private @Nullable String failure;

  /** It is added to a log that is there. */
  private boolean goesOn;

  LogWriter(Output.Log output) {
    this(output, true);
  }

  /** Goes on with a log that is perhaps there. */
  static LogWriter goingOn(Output.Log output) {
    LogWriter writer = new LogWriter(output);
    writer.goesOn = true;
    writer.size = output.path().toFile().length();
    writer.received = writer.size;
    return writer;
  }

  /**
   * @param canPunch false: as on a file system that makes no holes
   */
  LogWriter(Output.Log output, boolean canPunch) {
    this.output = output;
    this.bounds = new LogBounds(output.maxBytes(), canPunch);
  }

  Path path() {
    return output.path();
  }

  /** What arrived, written or not. */
  @Override
  public long bytes() {
    return received;
  }

  @Override
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public boolean isTooLong() {
    return failure == null
        && (gap == null ? bounds.isTooLong(size) : bounds.tailStart(size) > gap.end());
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
    if (bounds.isStepDue(size) && !bounds.punch(fd, size)) {
      rewrite();
    }
  }

  @Override
  public void close() {
    if (fd >= 0) {
      int result = Libc.close(fd);
      fd = -1;
      if (result < 0 && failure == null) {
        fail("closed", result);
      }
    }
  }

  @Override
  public void shorten() {
    gap = LogShortening.apply(output.path(), bounds.headEnd(), bounds.tailStart(size), gap);
  }

  private boolean create() {
    int flags = Libc.O_WRONLY | Libc.O_CREAT | (goesOn ? Libc.O_APPEND : Libc.O_TRUNC);
    fd = Libc.open(output.path().toString(), flags, 0666);
    if (fd < 0) {
      fail("created", fd);
    }
    return fd >= 0;
  }

  /** The way without holes: the file in its second form, to which the next bytes are appended. */
  private void rewrite() {
    LogShortening.Gap before = gap;
    gap = LogShortening.apply(output.path(), bounds.headEnd(), bounds.tailStart(size), before);
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
    bounds.restart(gap.end());
  }

  private void fail(String verb, int error) {
    failure = "the log '" + output.path() + "' could not be " + verb + ": " + Errno.text(-error);
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
