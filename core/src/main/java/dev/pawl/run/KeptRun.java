package dev.pawl.run;

import dev.pawl.model.RunId;
import java.time.Instant;

/**
 * What {@link Retention} has to know of a run.
 *
 * @param at when it ended; of one without an end the last that is known of it
 * @param logBytes what its logs hold
 */
public record KeptRun(RunId run, Condition condition, Instant at, long logBytes) {
  /** How far a run got, and whether somebody is still at it. */
  public enum Condition {
    /** Its coordinator, or one of its processes, is alive. */
    LIVING,
    /** Its end is recorded. */
    FINISHED,
    /** Nobody drives it any more, and its end is not recorded. */
    LOST,
    /** Its creation was cut off, or goes on this very moment; nothing of it has run. */
    NOT_BEGUN,
    /** Its records cannot be used. */
    UNREADABLE
  }

  /** Whether it ran and is over; only such runs are counted by {@code keep_last}. */
  boolean isOver() {
    return condition == Condition.FINISHED || condition == Condition.LOST;
  }
}
