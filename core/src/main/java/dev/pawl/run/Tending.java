package dev.pawl.run;

import dev.pawl.backlog.Halting;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks after tasks that were begun. One whose item a person has taken elsewhere is stopped; one
 * that waits for an attempt waits on while its agent is paused, and ends when there is no point in
 * waiting any more. The items keep their places.
 */
final class Tending {
  /** Why a task ends whose item does not stand where it did. */
  static final String CHANGED = "its item was changed meanwhile";

  private final RunState state;
  private final WorkLimits limits;

  private Tending(RunState state, WorkLimits limits) {
    this.state = state;
    this.limits = limits;
  }

  static Decision tend(RunState state, WorkLimits limits) {
    Tending tending = new Tending(state, limits);
    Draft draft = new Draft();
    for (WorkRows.OpenTask open : state.work.open()) {
      JobRow row = state.row(open.job);
      boolean elsewhere = !open.task.isFor(state.work.backlog());
      if (row.status() == JobStatus.PENDING) {
        tending.await(draft, open, elsewhere);
      } else if (elsewhere && row.isLive() && row.attempts().getLast().stop == null) {
        Attempts.stop(draft, row, StopCause.CANCEL, Optional.of(CHANGED));
      }
    }
    return draft.done();
  }

  private void await(Draft draft, WorkRows.OpenTask open, boolean elsewhere) {
    JobRow row = state.row(open.job);
    Optional<String> end = elsewhere ? Optional.of(CHANGED) : end(open);
    Optional<Instant> pause = limits.pause(open.task.agent());
    if (end.isPresent()) {
      draft.event(RunEvent.JobFinished.because(open.job, JobStatus.CANCELLED, end.get()));
    } else if (pause.isPresent() && row.retryAt().isEmpty()) {
      Instant due = limits.until(pause.get());
      draft.event(new RunEvent.RetryScheduled(open.job, row.attempts().size() + 1, due));
    }
  }

  /** Why it is not waited for any more. */
  private Optional<String> end(WorkRows.OpenTask open) {
    return limits.isGivenUp(open.task.agent())
        ? Optional.of(WorkLimits.givenUp(open.task.agent()))
        : limits.hard().map(Halting.Reason::words);
  }
}
