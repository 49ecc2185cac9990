package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what follows in a run. Approach: a command is answered by {@link #decide}; after its
 * events are applied, {@link #advance} is asked until nothing follows. Neither changes the state.
 */
public final class RunEngine {
  private RunEngine() {}

  /** What follows from a command. Reports about attempts that are not live any more are ignored. */
  public static Decision decide(RunState state, RunCommand command, Now now) {
    if (state.end().isPresent() || state.isHandedOver()) {
      return Decision.NOTHING;
    }
    if (command instanceof RunCommand.Resume c) {
      return Resuming.resume(state, c);
    }
    if (command instanceof RunCommand.WorkCommand c) {
      return Working.decide(state, c, now);
    }
    if (state.notices.areBeingGiven()) {
      return Notifying.decide(state, command);
    }
    return state.stop().isPresent()
        ? whileStopping(state, command, now)
        : asUsual(state, command, now);
  }

  /** Once the run stops, advance ends everything; only reports and a harder stop count. */
  private static Decision whileStopping(RunState state, RunCommand command, Now now) {
    return switch (command) {
      case RunCommand.SpawnSucceeded c -> spawned(state, c);
      case RunCommand.SpawnRefused c -> Attempts.refused(state, c, now);
      case RunCommand.AttemptEnded c -> Attempts.ended(state, c, now);
      case RunCommand.ItemsListed c -> Looping.listed(state, c);
      case RunCommand.LoopBroke c -> Looping.broke(state, c);
      case RunCommand.ItemRefused c -> Looping.refused(state, c, now);
      case RunCommand.ItemEnded c -> Looping.ended(state, c, now);
      case RunCommand.StepTaken c -> Stepping.takenWhileStopping(state, c, now);
      case RunCommand.StepSealed c -> Stepping.sealed(state, c);
      case RunCommand.StopRun c -> stop(state, c);
      case RunCommand.CancelJob c -> hasten(state, c);
      case RunCommand.Begin _,
          RunCommand.ConditionsJudged _,
          RunCommand.ReadyAnswered _,
          RunCommand.ReadyFailed _,
          RunCommand.ItemStarted _,
          RunCommand.StepsJudged _,
          RunCommand.StepFree _,
          RunCommand.NoticesTold _,
          RunCommand.Tick _,
          RunCommand.WorkCommand _,
          RunCommand.Resume _ ->
          Decision.NOTHING;
    };
  }

  private static Decision asUsual(RunState state, RunCommand command, Now now) {
    return switch (command) {
      case RunCommand.Begin c -> begin(state, c);
      case RunCommand.ConditionsJudged c -> judged(state, c);
      case RunCommand.SpawnSucceeded c -> spawned(state, c);
      case RunCommand.SpawnRefused c -> Attempts.refused(state, c, now);
      case RunCommand.AttemptEnded c -> Attempts.ended(state, c, now);
      case RunCommand.ItemsListed c -> Looping.listed(state, c);
      case RunCommand.LoopBroke c -> Looping.broke(state, c);
      case RunCommand.ItemStarted c -> Looping.started(state, c);
      case RunCommand.ItemRefused c -> Looping.refused(state, c, now);
      case RunCommand.ItemEnded c -> Looping.ended(state, c, now);
      case RunCommand.StepsJudged c -> Stepping.judged(state, c);
      case RunCommand.StepTaken c -> Stepping.taken(state, c, now);
      case RunCommand.StepFree c -> Stepping.free(state, c);
      case RunCommand.StepSealed c -> Stepping.sealed(state, c);
      case RunCommand.ReadyAnswered c -> ready(state, c);
      case RunCommand.ReadyFailed c -> unready(state, c);
      case RunCommand.NoticesTold _ -> Decision.NOTHING;
      case RunCommand.Resume _, RunCommand.WorkCommand _ -> Decision.NOTHING;
      case RunCommand.Tick _ -> Attempts.due(state, now);
      case RunCommand.CancelJob c -> cancel(state, c);
      case RunCommand.StopRun c -> stop(state, c);
    };
  }

  /** What follows from the state as it is: cascades, starts, stops and the end of the run. */
  public static Decision advance(RunState state, Now now) {
    if (state.end().isPresent() || state.isHandedOver() || state.notices.areBeingGiven()) {
      return Decision.NOTHING;
    }
    Decision settling = Settling.settle(state, now);
    if (!settling.isNothing()) {
      return settling;
    }
    Decision working = Working.advance(state, now);
    return working.isNothing() ? Starting.start(state) : working;
  }

  private static Decision begin(RunState state, RunCommand.Begin c) {
    if (state.hasBegun()) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    Set<JobName> gone = new HashSet<>();
    for (RunCommand.Skip skip : c.skips()) {
      gone.add(skip.job());
      skip(draft, state, skip);
    }
    List<JobName> asked =
        state.rows().stream()
            .map(row -> row.job.name())
            .filter(job -> !gone.contains(job) && isPending(state, job))
            .toList();
    return draft.effect(new Effect.JudgeConditions(asked, c.wanted())).done();
  }

  private static boolean isPending(RunState state, JobName job) {
    return state.row(job).status() == JobStatus.PENDING;
  }

  /** A job that ended before its answer came keeps its end. */
  private static void skip(Draft draft, RunState state, RunCommand.Skip skip) {
    if (isPending(state, skip.job())) {
      draft.event(RunEvent.JobFinished.skipped(skip.job(), skip.cause(), skip.reason()));
    }
  }

  private static Decision judged(RunState state, RunCommand.ConditionsJudged c) {
    if (state.hasBegun()) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    c.skips().forEach(skip -> skip(draft, state, skip));
    for (RunCommand.Failure failure : c.failures()) {
      if (isPending(state, failure.job())) {
        draft.event(
            RunEvent.JobFinished.because(failure.job(), JobStatus.FAILED, failure.reason()));
      }
    }
    Partition partition = Partition.of(state, c);
    partition.promotions().forEach(draft::event);
    return draft.event(new RunEvent.RunBegan(partition.lasting())).done();
  }

  private static Decision spawned(RunState state, RunCommand.SpawnSucceeded c) {
    JobRow row = state.row(c.job());
    if (!row.isPlanned(c.attempt())) {
      return Decision.NOTHING;
    }
    Draft draft =
        new Draft().event(new RunEvent.AttemptStarted(c.job(), c.attempt(), c.pid(), c.start()));
    if (row.attempt(c.attempt()).stop != null) {
      return draft.done();
    }
    if (row.asksWhetherReady()) {
      draft.effect(new Effect.ProbeReady(c.job(), c.attempt()));
    } else if (row.job.role().isService()) {
      draft.event(new RunEvent.ServiceReady(c.job(), c.attempt()));
    }
    return draft.done();
  }

  private static Decision ready(RunState state, RunCommand.ReadyAnswered c) {
    JobRow row = state.row(c.job());
    boolean waitsForIt =
        row.isLive(c.attempt())
            && row.attempt(c.attempt()).stop == null
            && !row.attempt(c.attempt()).ready;
    return waitsForIt
        ? new Draft().event(new RunEvent.ServiceReady(c.job(), c.attempt())).done()
        : Decision.NOTHING;
  }

  private static Decision unready(RunState state, RunCommand.ReadyFailed c) {
    JobRow row = state.row(c.job());
    return row.isLive(c.attempt()) && row.attempt(c.attempt()).stop == null
        ? Attempts.stop(new Draft(), row, StopCause.NOT_READY, Optional.of(c.reason())).done()
        : Decision.NOTHING;
  }

  private static Decision cancel(RunState state, RunCommand.CancelJob c) {
    if (!state.has(c.job())) {
      return Decision.NOTHING;
    }
    JobRow row = state.row(c.job());
    Draft draft = new Draft();
    if (row.status() == JobStatus.PENDING) {
      draft.event(RunEvent.JobFinished.because(c.job(), JobStatus.CANCELLED, Reasons.CANCELLED));
    } else if (row.isLive()) {
      cancelLive(draft, row);
    }
    return draft.done();
  }

  /** Who asks while it is being ended has it killed, but for an end that it brought on itself. */
  private static void cancelLive(Draft draft, JobRow row) {
    StopCause stop = row.attempts().getLast().stop;
    if (stop == null) {
      Attempts.stop(draft, row, StopCause.CANCEL);
    } else if (stop == StopCause.TIMEOUT || stop == StopCause.NOT_READY) {
      draft.event(
          new RunEvent.StopOrdered(row.job.name(), row.attempts().size(), StopCause.CANCEL));
    } else {
      Attempts.kill(draft, row);
    }
  }

  /** The run is being stopped, and a person asks for one of its jobs besides. */
  private static Decision hasten(RunState state, RunCommand.CancelJob c) {
    if (!state.has(c.job())) {
      return Decision.NOTHING;
    }
    JobRow row = state.row(c.job());
    Draft draft = new Draft();
    if (row.isLive() && row.attempts().getLast().stop != null) {
      Attempts.kill(draft, row);
    }
    return draft.done();
  }

  private static Decision stop(RunState state, RunCommand.StopRun c) {
    boolean hard = state.stop().isPresent();
    if (hard && state.stop().get().hard()) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    draft.event(stopping(state, c));
    if (hard) {
      state.rows().stream().filter(JobRow::isLive).forEach(row -> Attempts.kill(draft, row));
    }
    return draft.done();
  }

  static RunEvent.RunStopping stopping(RunState state, RunCommand.StopRun c) {
    return state
        .stop()
        .map(first -> new RunEvent.RunStopping(first.cause(), first.signal(), true, first.reason()))
        .orElseGet(() -> new RunEvent.RunStopping(c.cause(), c.signal(), false, c.reason()));
  }
}
