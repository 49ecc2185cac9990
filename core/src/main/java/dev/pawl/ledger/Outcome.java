package dev.pawl.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step: look at it, or call {@link #orThrow}. A complete step is {@link Completed}
 * or {@link UpToDate}.
 */
public sealed interface Outcome<T extends @Nullable Object> {
  /** The name of the step. */
  String step();

  /** Why it is not complete, or that it is; for people. */
  String reason();

  /** The work has returned, and the step is complete. */
  record Completed<T extends @Nullable Object>(String step, T value) implements Outcome<T> {
    @Override
    public String reason() {
      return "complete";
    }
  }

  /** The step was complete and valid already; the work was not called. */
  record UpToDate<T extends @Nullable Object>(String step) implements Outcome<T> {
    @Override
    public String reason() {
      return "up to date";
    }
  }

  /** The work was asked to stop. It is incomplete, unless that was before it began. */
  record Interrupted<T extends @Nullable Object>(String step, String reason)
      implements Outcome<T> {}

  /** The work threw, or what it says it makes is not there. The step is incomplete. */
  record Failed<T extends @Nullable Object>(String step, String reason, Exception cause)
      implements Outcome<T> {}

  /** Somebody is at work on the step, perhaps a thread of this process; nothing was done. */
  record Busy<T extends @Nullable Object>(String step, Holder holder) implements Outcome<T> {
    @Override
    public String reason() {
      return holder + " is at work on it";
    }
  }

  /** A step that this one depends on is not complete and valid, or something to read is missing. */
  record NotReady<T extends @Nullable Object>(String step, String reason) implements Outcome<T> {}

  /** Whether the step is complete now. */
  default boolean isComplete() {
    return this instanceof Completed || this instanceof UpToDate;
  }

  /** What the work has returned; empty when that is null, or it did not. */
  default Optional<T> result() {
    return this instanceof Completed<T>(_, T value) ? Optional.ofNullable(value) : Optional.empty();
  }

  /**
   * This outcome, if the step is complete.
   *
   * @throws StepException if it is not
   */
  default Outcome<T> orThrow() {
    if (isComplete()) {
      return this;
    }
    Exception cause = this instanceof Failed<T> failed ? failed.cause : null;
    throw new StepException(step() + ": " + reason(), cause);
  }
}
