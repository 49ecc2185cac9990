package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a coordinator has to do that goes on with a run of another one. The events tell where the
 * jobs stand; what was being done about them, the effects, has died with the last coordinator and
 * is ordered again.
 */
final class Resuming {
  private static final String AGAIN =
      "interrupted with its coordinator; the items that are missing follow";

  private Resuming() {}

  static Decision resume(RunState state, Now now) {
    Draft draft = new Draft();
    for (JobRow row : state.rows()) {
      switch (row.status()) {
        case PENDING -> awaitHolder(draft, row);
        case RUNNING -> resume(draft, state, row, now);
        case SUCCEEDED -> dropLogs(draft, row);
        default -> {}
      }
    }
    return draft.done();
  }

  private static void awaitHolder(Draft draft, JobRow row) {
    if (row.holder != null) {
      draft.effect(new Effect.AwaitStep(row.job.name()));
    }
  }

  private static void dropLogs(Draft draft, JobRow row) {
    if (row.job.role().silent()) {
      draft.effect(new Effect.DropLogs(row.job.name()));
    }
  }

  private static void resume(Draft draft, RunState state, JobRow row, Now now) {
    JobName job = row.job.name();
    AttemptRow last = row.attempts().getLast();
    if (row.isStep() && row.loop == null) {
      draft.effect(new Effect.AdoptStep(job, last.number()));
    }
    if (!row.isLive()) {
      return;
    }
    if (row.loop != null) {
      listAgain(draft, state, row, now);
      return;
    }
    draft.effect(new Effect.AdoptAttempt(job, last.number()));
    if (last.stop != null) {
      draft.effect(new Effect.StopAttempt(job, last.number(), row.job.limits().grace()));
    } else if (last.startedAt().isPresent() && !last.ready && row.asksWhetherReady()) {
      draft.effect(new Effect.ProbeReady(job, last.number()));
    }
  }

  /** Which items of a loop lived is not on record; those without a line in its log start again. */
  private static void listAgain(Draft draft, RunState state, JobRow row, Now now) {
    if (row.attempts().getLast().stop != null) {
      draft.event(Looping.finished(state, row));
      return;
    }
    JobName job = row.job.name();
    int attempt = row.attempts().size();
    draft.event(
        new RunEvent.AttemptFinished(
            job, attempt, JobStatus.INTERRUPTED, OptionalInt.empty(), 0, Optional.of(AGAIN), 0));
    draft.event(new RunEvent.RetryScheduled(job, attempt + 1, now.wall()));
  }
}
