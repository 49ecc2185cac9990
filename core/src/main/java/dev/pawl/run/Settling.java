package dev.pawl.run;

import dev.pawl.backlog.Halt;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.run.Decision.Draft;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends what must end: the run itself, jobs that cannot start, services, and all of it on a stop.
 */
final class Settling {
  /** The exit code of a run that Pawl itself could not carry on. */
  private static final int FAULT = 70;

  private Settling() {}

  static Decision settle(RunState state, Now now) {
    if (!state.loops.atRest().isEmpty()) {
      return Looping.conclude(state);
    }
    if (!state.ended().isEmpty()) {
      return Attempts.conclude(state, now);
    }
    if (state.stop().isPresent()) {
      Decision stopped = stopAll(state, state.stop().get());
      return stopped.isNothing() ? end(state) : stopped;
    }
    if (!state.hasBegun()) {
      return Decision.NOTHING;
    }
    if (!state.releases().dooms().isEmpty()) {
      return doom(state);
    }
    if (state.failFastBy() >= 0) {
      Decision failed = failFast(state);
      return failed.isNothing() ? end(state) : failed;
    }
    if (state.workflow.mode() == Mode.PIPED && state.tally.firstFailure >= 0) {
      Decision cut = notReached(state);
      return cut.isNothing() ? end(state) : cut;
    }
    return end(state);
  }

  private static Decision doom(RunState state) {
    Draft draft = new Draft();
    for (Releases.Doom doom : state.releases().dooms()) {
      var job = state.graph.name(doom.job());
      String reason = Reasons.doomed(state, doom);
      draft.event(
          doom.cause()
              .map(cause -> RunEvent.JobFinished.skipped(job, cause, reason))
              .orElseGet(() -> RunEvent.JobFinished.because(job, JobStatus.DEP_FAILED, reason)));
    }
    return draft.done();
  }

  private static Decision stopAll(RunState state, RunEvent.RunStopping stop) {
    boolean cancel = stop.cause() == StopCause.CANCEL;
    JobStatus started = cancel ? JobStatus.CANCELLED : JobStatus.INTERRUPTED;
    return endEverything(
        state,
        stop.cause(),
        row ->
            RunEvent.JobFinished.because(
                row.job.name(),
                row.attempts().isEmpty() ? JobStatus.CANCELLED : started,
                stop.reason()));
  }

  private static Decision failFast(RunState state) {
    String reason = Reasons.failFast(state);
    return endEverything(state, StopCause.FAIL_FAST, row -> cut(row, reason));
  }

  private static Decision notReached(RunState state) {
    String reason = "piped: " + failure(state);
    Draft draft = new Draft();
    for (JobRow row : state.rows()) {
      if (row.status() == JobStatus.PENDING) {
        draft.event(cut(row, reason));
      }
    }
    return draft.done();
  }

  /** The end of a job that will not start any more, or not again. */
  private static RunEvent cut(JobRow row, String reason) {
    return row.attempts().isEmpty()
        ? RunEvent.JobFinished.skipped(row.job.name(), SkipCause.NOT_REACHED, reason)
        : RunEvent.JobFinished.because(row.job.name(), JobStatus.CANCELLED, reason);
  }

  private static Decision endEverything(
      RunState state, StopCause cause, Function<JobRow, RunEvent> pending) {
    Draft draft = new Draft();
    for (JobRow row : state.rows()) {
      if (row.status() == JobStatus.PENDING) {
        draft.event(pending.apply(row));
      } else if (isStopped(row, cause)) {
        Attempts.stop(draft, row, cause);
        if (state.stop().map(RunEvent.RunStopping::hard).orElse(false)) {
          Attempts.kill(draft, row);
        }
      }
    }
    return draft.done();
  }

  /** Services outlive a fail_fast until the work is gone; then they end well, with the run. */
  private static boolean isStopped(JobRow row, StopCause cause) {
    return row.isLive()
        && row.attempts().getLast().stop == null
        && !(cause == StopCause.FAIL_FAST && row.job.role().isService());
  }

  private static String failure(RunState state) {
    JobRow first = state.row(state.tally.firstFailure);
    return first.job.name() + " " + Reasons.word(first.status());
  }

  private static Decision end(RunState state) {
    if (isBackgroundNext(state)) {
      return handOver(state);
    }
    if (state.tally.workLeft > 0 || state.tally.running > 0) {
      return Decision.NOTHING;
    }
    if (state.tally.servicesLeft > 0) {
      boolean lasts = state.isLasting() && !state.isCutShort();
      return lasts ? Decision.NOTHING : endServices(state);
    }
    if (Working.holds(state)) {
      return Decision.NOTHING;
    }
    return Notifying.finish(state, finish(state, state.stop()));
  }

  private static Decision endServices(RunState state) {
    return endEverything(state, StopCause.RUN_END, Settling::unneeded);
  }

  /** Whether the foreground is over and jobs are left for another coordinator. */
  private static boolean isBackgroundNext(RunState state) {
    if (!state.isForegroundOnly() || state.tally.foregroundLeft > 0) {
      return false;
    }
    return state.isLasting()
        ? state.rows().stream().allMatch(row -> row.background || row.status().isFinal())
        : state.tally.workLeft > 0;
  }

  private static Decision handOver(RunState state) {
    Draft draft = new Draft();
    boolean rests = true;
    for (JobRow row : state.rows()) {
      if (!row.background && !row.status().isFinal()) {
        rests = false;
        endService(draft, row);
      }
    }
    return rests ? draft.event(new RunEvent.HandedOver()).done() : draft.done();
  }

  private static void endService(Draft draft, JobRow row) {
    if (row.status() == JobStatus.PENDING) {
      draft.event(unneeded(row));
    } else if (isStopped(row, StopCause.RUN_END)) {
      Attempts.stop(draft, row, StopCause.RUN_END);
    }
  }

  private static RunEvent unneeded(JobRow row) {
    return RunEvent.JobFinished.skipped(
        row.job.name(),
        SkipCause.NOT_REACHED,
        "the work of the run ended before this service could start;"
            + " name it with --job to keep it running");
  }

  /** How a run ends whose jobs are all final, if this is the stop that it had. */
  static RunEvent.RunFinished finish(RunState state, Optional<RunEvent.RunStopping> stop) {
    boolean broken = stop.map(order -> order.cause().isFault()).orElse(false);
    Optional<RunEvent.WorkHalted> halt =
        state.work.halt().filter(found -> found.halt() != Halt.SHUTDOWN);
    if (!broken && halt.isPresent()) {
      return finish(halt.get());
    }
    int signal = stop.map(RunEvent.RunStopping::signal).orElse(0);
    RunStatus status = status(state, stop);
    boolean fault = stop.isPresent() && stop.get().cause() == StopCause.BROKEN;
    int code = signal > 0 ? 128 + signal : fault ? FAULT : status == RunStatus.SUCCEEDED ? 0 : 1;
    Optional<String> reason =
        status == RunStatus.SUCCEEDED ? Optional.empty() : stop.map(RunEvent.RunStopping::reason);
    return new RunEvent.RunFinished(status, code, reason);
  }

  /**
   * A run over the backlog ends as its halt says, whatever single phases came to; a stop that came
   * after the halt changes nothing.
   */
  private static RunEvent.RunFinished finish(RunEvent.WorkHalted halt) {
    int code = halt.halt().exitCode();
    return new RunEvent.RunFinished(
        code == 0 ? RunStatus.SUCCEEDED : RunStatus.FAILED,
        code,
        Optional.of(halt.halt().wire() + ": " + halt.reason()));
  }

  /** The first that holds: interrupted, failed, cancelled, succeeded. */
  private static RunStatus status(RunState state, Optional<RunEvent.RunStopping> ordered) {
    boolean interrupted = ordered.map(stop -> stop.cause() != StopCause.CANCEL).orElse(false);
    if (ordered.isPresent() && state.work.isWork()) {
      return interrupted ? RunStatus.INTERRUPTED : RunStatus.CANCELLED;
    }
    boolean failed = false;
    boolean cancelled = false;
    for (JobRow row : state.rows()) {
      interrupted |= row.status() == JobStatus.INTERRUPTED;
      failed |= row.status().isFailure();
      cancelled |= row.status() == JobStatus.CANCELLED;
    }
    if (interrupted) {
      return RunStatus.INTERRUPTED;
    }
    return failed ? RunStatus.FAILED : cancelled ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
  }
}
