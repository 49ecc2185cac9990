package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A log that the job writes itself, bounded from outside: whoever looks at it often enough leaves
 * head and tail of it and a hole between them, as {@link LogWriter} does.
 *
 * <p>The job may truncate it, then it starts again. On a file system without holes it is bounded at
 * its end only.
 */
final class KeptLog implements JobLog {
  private final FileStatus status = new FileStatus();
  private final Path path;
  private final LogBounds bounds;

  /** Below this a log that an earlier coordinator may have shortened is left as it is. */
  private final long slack;

  private int fd;
  private long size;

  /** What the job left running still writes to it. */
  private boolean isInUse;

  /** What was written before the job truncated it. */
  private long before;

  private KeptLog(Output.Kept output, int fd, long slack) {
    this.path = output.log();
    this.fd = fd;
    this.slack = slack;
    this.bounds = new LogBounds(output.maxBytes(), true);
  }

  /** A log that is empty, for a job that is about to start. */
  static KeptLog create(Output.Kept output) throws SpawnRefusedException {
    int flags = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CREAT | Libc.O_TRUNC;
    int fd = Libc.open(output.log().toString(), flags, 0666);
    if (fd < 0) {
      throw new SpawnRefusedException(
          "the log '" + output.log() + "' could not be created: " + Errno.text(-fd));
    }
    return new KeptLog(output, fd, 0);
  }

  /** The log of a job that an earlier coordinator started; there need be none any more. */
  static KeptLog adopt(Output.Kept output) {
    int fd = Libc.open(output.log().toString(), Libc.O_WRONLY, 0);
    return new KeptLog(output, fd, LogShortening.LONGEST_LINE);
  }

  /** For the job's stdout and stderr. */
  int fd() {
    return fd;
  }

  /**
   * Sees how far it is, and makes the hole larger when that is due.
   *
   * @return whether it has grown so fast that it should be looked at again at once
   */
  boolean look() {
    if (fd < 0 || status.look(fd) != 0) {
      return false;
    }
    long now = status.size();
    if (now < size) {
      before += size;
      bounds.restart(bounds.headEnd());
    }
    boolean grewFast = now - size >= bounds.step();
    size = now;
    if (bounds.canPunch() && bounds.isStepDue(size)) {
      // From the head on: the file may have been truncated and have grown again since the last one.
      bounds.restart(bounds.headEnd());
      bounds.punch(fd, size);
    }
    return grewFast;
  }

  /**
   * The job is over, but not all that writes: the file stays as it is, hole and all, because what
   * is written to one that was replaced would be seen by nobody.
   */
  void leave() {
    isInUse = true;
  }

  @Override
  public long bytes() {
    return before + size;
  }

  /** The job hears of a failed write itself. */
  @Override
  public @Nullable String failure() {
    return null;
  }

  @Override
  public void close() {
    look();
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
      if (size == 0 && !isInUse) {
        delete(path);
      }
    }
  }

  @Override
  public boolean isTooLong() {
    return !isInUse && bounds.isTooLong(size - slack);
  }

  @Override
  public void shorten() {
    LogShortening.apply(path, bounds.headEnd(), bounds.tailStart(size), null);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException stays) {
      // An empty log says the same as none.
    }
  }
}
