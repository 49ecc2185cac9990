package dev.pawl.run;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of one turn.
 *
 * @param wall for records
 * @param tick monotonic nanoseconds, for deadlines; only differences mean anything
 */
public record Now(Instant wall, long tick) {
  private static final Duration CENTURY = Duration.ofDays(36_525);

  /** The time of an event that is replayed: the tick follows the wall clock. */
  public static Now replayed(Instant wall) {
    return new Now(wall, wall.getEpochSecond() * 1_000_000_000L + wall.getNano());
  }

  /** The tick after a wait; one of more than a century, also back, is one of a century. */
  long after(Duration wait) {
    Duration bounded = wait.compareTo(CENTURY) > 0 ? CENTURY : wait;
    Duration back = CENTURY.negated();
    return tick + (bounded.compareTo(back) < 0 ? back : bounded).toNanos();
  }
}
