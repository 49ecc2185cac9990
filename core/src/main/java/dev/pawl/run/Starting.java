package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.run.Decision.Draft;
import java.util.List;

/** Fills the free slots: services first, then by priority and file order; interactive alone. */
final class Starting {
  private Starting() {}

  static Decision start(RunState state) {
    boolean alone = state.tally.alone >= 0 || state.work.isSavedAlone();
    if (!state.hasBegun() || state.stop().isPresent() || alone) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    boolean background = state.tally.foregroundLeft == 0 && !state.isForegroundOnly();
    List<JobName> steps = steps(state);
    if (!steps.isEmpty()) {
      return ask(draft, steps).done();
    }
    ReadyQueue services = state.releases().services();
    for (int job = services.first(); job >= 0; job = services.after(job)) {
      if (!state.row(job).background || background) {
        plan(draft, state.row(job));
      }
    }
    int free = fill(draft, state, state.releases().foreground(), state.slotsFree());
    if (free > 0 && background) {
      fill(draft, state, state.releases().background(), free);
    }
    return draft.done();
  }

  /** Those to be asked about; in the background only once it has begun somewhere. */
  private static List<JobName> steps(RunState state) {
    return state.releases().steps().stream()
        .mapToObj(state::row)
        .filter(row -> !(row.background && state.isForegroundOnly()))
        .map(row -> row.job.name())
        .toList();
  }

  /** All at once: most steps of a large graph are up to date. */
  private static Draft ask(Draft draft, List<JobName> jobs) {
    return draft.event(new RunEvent.StepsAsked(jobs)).effect(new Effect.CheckSteps(jobs));
  }

  private static int fill(Draft draft, RunState state, ReadyQueue queue, int free) {
    int left = free;
    boolean oneAtATime = state.workflow.mode() != Mode.PARALLEL;
    boolean onlyLoop = oneAtATime && state.loops.running() > 0;
    for (int job = queue.first(); job >= 0 && left > 0; job = queue.after(job)) {
      JobRow row = state.row(job);
      if (onlyLoop && row.loop == null) {
        continue;
      }
      if (row.job.loop().isPresent()) {
        left -= Looping.start(draft, row, left);
        onlyLoop |= oneAtATime;
        continue;
      }
      if (row.runsAlone()) {
        boolean quiet = state.tally.running == 0 && state.work.unsaved().isEmpty();
        boolean alone = quiet && left == state.slotsFree();
        if (alone) {
          plan(draft, row);
        }
        return 0;
      }
      plan(draft, row);
      left--;
    }
    return left;
  }

  static void plan(Draft draft, JobRow row) {
    int attempt = row.attempts().size() + 1;
    draft
        .event(new RunEvent.AttemptPlanned(row.job.name(), attempt))
        .effect(new Effect.SpawnAttempt(row.job.name(), attempt));
  }
}
