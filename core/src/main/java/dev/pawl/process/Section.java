package dev.pawl.process;

import dev.pawl.posix.Memory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one process writes until it ends, then hands it to the log it shares: in memory, and
 * in a file of its own once it is long.
 */
final class Section {
  private static final int MOST_HELD = 64 * 1024;
  private static final int FIRST = 1024;

  private final SharedLog log;
  private final String heading;
  private byte[] held = {};
  private int length;
  private @Nullable LogWriter overflow;
  private @Nullable String failure;

  Section(Output.Section output) {
    this.log = output.log();
    this.heading = output.heading();
  }

  void write(Memory bytes, int count) {
    if (overflow == null && length + count > MOST_HELD) {
      overflow = log.overflow();
    }
    if (overflow != null) {
      overflow.write(bytes, count);
      return;
    }
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.max(FIRST, Math.max(length + count, 2 * held.length)));
    }
    bytes.getBytes(0, held, length, count);
    length += count;
  }

  /** The process is over. */
  void end() {
    if (length == 0 && overflow == null) {
      return;
    }
    log.heading(heading);
    log.write(held, length);
    if (overflow != null) {
      failure = log.take(overflow);
    }
    failure = failure == null ? log.failure().orElse(null) : failure;
  }

  /** Why the log is incomplete, or null. */
  @Nullable String failure() {
    return failure;
  }
}
