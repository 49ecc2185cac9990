package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the ledger says of steps, and what follows.
 *
 * <pre>
 * ready -> asked -> up to date
 *            |  \-> due -> planned -> its attempts -> sealing -> succeeded
 *            |               |                          \------> failed, interrupted
 *            \-> waiting <---/  another run has it; when that is over it is asked again
 * </pre>
 *
 * <p>Of a loop only its items can tell, and to list them may take a process. So it is asked about
 * twice:
 *
 * <pre>
 * ready -> asked -> vacant -> planned -> its items are listed -> up to date
 *                                          |               \-> due -> its items -> sealing -> ..
 *                                          \-> waiting
 * </pre>
 */
final class Stepping {
  private Stepping() {}

  static Decision judged(RunState state, RunCommand.StepsJudged c) {
    Draft draft = new Draft();
    Map<String, List<JobName>> upToDate = new LinkedHashMap<>();
    for (StepVerdict verdict : c.verdicts()) {
      JobRow row = state.row(verdict.job());
      if (state.isAsked(row) && isOfItems(row, verdict)) {
        continue; // of items that were listed for an attempt which was taken back since
      }
      if (state.isAsked(row) && verdict instanceof StepVerdict.UpToDate v) {
        upToDate.computeIfAbsent(v.reason(), _ -> new ArrayList<>()).add(v.job());
      } else if (state.isAsked(row)) {
        follow(draft, verdict);
      } else if (row.isUndecided()) {
        followItems(draft, row, verdict);
      }
    }
    upToDate.forEach((reason, jobs) -> draft.event(new RunEvent.StepsUpToDate(reason, jobs)));
    return draft.done();
  }

  /** Of a loop it is known without its items at most who has it. */
  private static boolean isOfItems(JobRow row, StepVerdict verdict) {
    boolean found = verdict instanceof StepVerdict.Due || verdict instanceof StepVerdict.UpToDate;
    return found && row.job.loop().isPresent();
  }

  /** What was found of a loop by its items. */
  private static void followItems(Draft draft, JobRow row, StepVerdict verdict) {
    JobName job = row.job.name();
    switch (verdict) {
      case StepVerdict.Due v ->
          draft
              .event(new RunEvent.StepDue(job, v.reason()))
              .effect(new Effect.OpenLoop(job, row.attempts().size()));
      case StepVerdict.Unknown v ->
          Looping.broke(
              draft, row, new RunEvent.LoopBroken(job, OptionalInt.empty(), 0, v.reason()));
      case StepVerdict.UpToDate _, StepVerdict.Busy _ -> {
        follow(draft, verdict);
        draft.effect(new Effect.EndLoop(job));
      }
      case StepVerdict.Vacant _ -> {}
    }
  }

  private static void follow(Draft draft, StepVerdict verdict) {
    switch (verdict) {
      case StepVerdict.UpToDate v ->
          draft.event(new RunEvent.StepsUpToDate(v.reason(), List.of(v.job())));
      case StepVerdict.Vacant v -> draft.event(new RunEvent.StepVacant(v.job()));
      case StepVerdict.Due v -> draft.event(new RunEvent.StepDue(v.job(), v.reason()));
      case StepVerdict.Unknown v ->
          draft.event(RunEvent.JobFinished.because(v.job(), JobStatus.FAILED, v.reason()));
      case StepVerdict.Busy v ->
          draft
              .event(new RunEvent.StepWaiting(v.job(), Optional.of(v.holder())))
              .effect(new Effect.AwaitStep(v.job()));
    }
  }

  static Decision taken(RunState state, RunCommand.StepTaken c, Now now) {
    JobRow row = state.row(c.job());
    if (!row.isPlanned(c.attempt()) && !row.isListing(c.attempt())) {
      return Decision.NOTHING;
    }
    if (row.attempt(c.attempt()).stop != null) {
      return takenWhileStopping(state, c, now);
    }
    Draft draft = new Draft().event(new RunEvent.StepWaiting(c.job(), c.holder()));
    if (row.loop != null) {
      draft.effect(new Effect.EndLoop(c.job()));
    }
    c.holder().ifPresent(_ -> draft.effect(new Effect.AwaitStep(c.job())));
    return draft.done();
  }

  static Decision takenWhileStopping(RunState state, RunCommand.StepTaken c, Now now) {
    String reason = c.holder().map(holder -> "another run has it: " + holder).orElse("not started");
    if (state.row(c.job()).loop != null) {
      return Looping.broke(
          state, new RunCommand.LoopBroke(c.job(), c.attempt(), OptionalInt.empty(), 0, reason));
    }
    return Attempts.refused(state, new RunCommand.SpawnRefused(c.job(), c.attempt(), reason), now);
  }

  static Decision free(RunState state, RunCommand.StepFree c) {
    JobRow row = state.row(c.job());
    boolean waits = row.status() == JobStatus.PENDING && row.holder != null;
    return waits
        ? new Draft().event(new RunEvent.StepWaiting(c.job(), Optional.empty())).done()
        : Decision.NOTHING;
  }

  static void seal(Draft draft, JobRow row) {
    int attempt = row.attempts().size();
    draft
        .event(new RunEvent.StepSealing(row.job.name(), attempt))
        .effect(new Effect.SealStep(row.job.name(), attempt));
  }

  static Decision sealed(RunState state, RunCommand.StepSealed c) {
    JobRow row = state.row(c.job());
    boolean waits =
        row.status() == JobStatus.RUNNING && !row.isLive() && c.attempt() == row.attempts().size();
    if (!waits) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    switch (c.seal()) {
      case RunCommand.Seal.Complete _ ->
          Attempts.finish(draft, row, JobStatus.SUCCEEDED, row.attempts().getLast().reason());
      case RunCommand.Seal.Refused refused ->
          Attempts.finish(draft, row, JobStatus.FAILED, Optional.of(refused.reason()));
      case RunCommand.Seal.Stopped _ -> stopped(draft, state, row);
    }
    return draft.done();
  }

  private static void stopped(Draft draft, RunState state, JobRow row) {
    boolean cancelled = state.stop().map(stop -> stop.cause() == StopCause.CANCEL).orElse(false);
    String why = state.stop().map(RunEvent.RunStopping::reason).orElse("stopped");
    Attempts.finish(
        draft,
        row,
        cancelled ? JobStatus.CANCELLED : JobStatus.INTERRUPTED,
        Optional.of(why + " before the step was marked complete"));
  }
}
