package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.run.Decision.Draft;
import java.util.List;

/**
 * What a coordinator has to do that goes on with a run of another one. The events tell where the
 * jobs stand; what was being done about them, the effects, has died with the last coordinator and
 * is ordered again.
 */
final class Resuming {
  private Resuming() {}

  static Decision resume(RunState state, RunCommand.Resume c) {
    Draft draft = new Draft();
    for (JobRow row : state.rows()) {
      switch (row.status()) {
        case PENDING -> awaitHolder(draft, row);
        case RUNNING -> resume(draft, state, row, c);
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

  private static void resume(Draft draft, RunState state, JobRow row, RunCommand.Resume c) {
    JobName job = row.job.name();
    AttemptRow last = row.attempts().getLast();
    boolean loops = row.isLive() && row.loop != null;
    if (row.isStep() && !loops) {
      draft.effect(new Effect.AdoptStep(job, last.number()));
    }
    if (!row.isLive()) {
      return;
    }
    if (loops) {
      goOn(draft, state, row, c.items().getOrDefault(job, List.of()));
      return;
    }
    draft.effect(new Effect.AdoptAttempt(job, last.number()));
    if (last.stop != null) {
      draft.effect(new Effect.StopAttempt(job, last.number(), row.job.limits().grace()));
    } else if (last.startedAt().isPresent() && !last.ready && row.asksWhetherReady()) {
      draft.effect(new Effect.ProbeReady(job, last.number()));
    }
  }

  /** Its items are listed again: the item log tells which are completed, and some live. */
  private static void goOn(Draft draft, RunState state, JobRow row, List<Item> items) {
    if (row.attempts().getLast().stop != null) {
      draft.event(Looping.finished(state, row));
      return;
    }
    JobName job = row.job.name();
    if (!items.isEmpty()) {
      draft.event(new RunEvent.ItemsAdopted(job, items));
    }
    draft.effect(new Effect.SpawnAttempt(job, row.attempts().size()));
  }
}
