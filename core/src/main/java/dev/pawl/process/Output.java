package dev.pawl.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where stdout and stderr of a process go. Except for {@link Terminal} they are one pipe. */
public sealed interface Output {
  /**
   * To a file, bytes unchanged; it is created (or emptied) at the first byte.
   *
   * @param path the file; its folder must exist
   * @param maxBytes what of the output is kept: the first and the last half of it. Disk use stays
   *     below it plus 1 MB at all times. At least 8192.
   * @param echo whether {@link Processes.Listener#line} gets the lines as well
   */
  record Log(Path path, long maxBytes, boolean echo) implements Output {
    /** Below this the halves would be smaller than a block of the file system. */
    public static final long MIN_BYTES = 8192;

    public Log {
      maxBytes = Math.max(maxBytes, MIN_BYTES);
    }
  }

  /**
   * Straight to a file that the process writes itself, so that it goes on when this process is
   * killed. It runs under a {@link Keeper}, whose pid is the one that is told, and can be adopted
   * by a later process ({@link Processes#adopt}). No lines are told.
   *
   * @param log as of {@link Log}; it is emptied before the start, and removed at the end if nothing
   *     was printed. A process that opens /dev/stdout anew may truncate it, then it starts again.
   * @param maxBytes as of {@link Log}, but a fast writer may be ahead by 20 MB for a moment, and
   *     where the file system makes no holes the log is bounded only at the end
   * @param status where the keeper leaves how the process ended; emptied before the start. Its
   *     folder must exist.
   * @param into takes what the log holds when the process has ended, and the log is removed; null:
   *     it stays
   */
  record Kept(Path log, long maxBytes, Path status, @Nullable Section into) implements Output {
    /** One whose log stays. */
    public Kept(Path log, long maxBytes, Path status) {
      this(log, maxBytes, status, null);
    }

    public Kept {
      log = log.toAbsolutePath();
      status = status.toAbsolutePath();
      maxBytes = Math.max(maxBytes, Log.MIN_BYTES);
    }
  }

  /**
   * To a log that it shares with others, when it ends and if there is anything: under a heading.
   *
   * @param echo whether {@link Processes.Listener#line} gets the lines as well, as they come
   */
  record Section(SharedLog log, String heading, boolean echo) implements Output {}

  /** To {@link Processes.Listener#line} only. */
  record Lines() implements Output {}

  /**
   * The same for what ends in zero bytes instead of line ends, as {@code git -z} writes: paths, so
   * bytes that are no UTF-8 are kept as {@link dev.pawl.posix.FileName} makes text of them.
   */
  record ZeroTerminated() implements Output {}

  /** To /dev/null. */
  record Discard() implements Output {}

  /**
   * To wherever this process's own stdout and stderr go; stdin is the terminal, whose foreground
   * the process becomes (interactive jobs: one at a time).
   */
  record Terminal() implements Output {}
}
