package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Retry;
import dev.pawl.run.Decision.Draft;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/** What follows from what is reported of an attempt, and from its deadlines. */
final class Attempts {
  private Attempts() {}

  static Draft stop(Draft draft, JobRow row, StopCause cause) {
    return stop(draft, row, cause, Optional.empty());
  }

  static Draft stop(Draft draft, JobRow row, StopCause cause, Optional<String> reason) {
    draft.event(new RunEvent.StopOrdered(row.job.name(), row.attempts().size(), cause, reason));
    end(draft, row, row.job.limits().grace());
    return draft;
  }

  static void kill(Draft draft, JobRow row) {
    end(draft, row, Duration.ZERO);
  }

  private static void end(Draft draft, JobRow row, Duration grace) {
    if (row.loop == null) {
      draft.effect(new Effect.StopAttempt(row.job.name(), row.attempts().size(), grace));
    } else {
      Looping.end(draft, row, grace);
    }
  }

  static Decision due(RunState state, Now now) {
    Draft draft = new Draft();
    for (Alarm alarm : state.deadlines.all()) {
      if (alarm.tick() - now.tick() > 0) {
        break;
      }
      JobRow row = state.row(alarm.job());
      if (alarm.item() != 0) {
        Looping.due(draft, row, alarm);
      } else if (row.status() == JobStatus.RUNNING) {
        stop(draft, row, StopCause.TIMEOUT);
      } else {
        draft.event(new RunEvent.RetryDue(row.job.name(), alarm.attempt()));
      }
    }
    return draft.done();
  }

  static Decision refused(RunState state, RunCommand.SpawnRefused c, Now now) {
    if (!state.row(c.job()).isPlanned(c.attempt())) {
      return Decision.NOTHING;
    }
    return ended(
        state,
        new RunCommand.AttemptEnded(
            c.job(), c.attempt(), OptionalInt.empty(), 0, 0, c.reason(), ""),
        now);
  }

  static Decision ended(RunState state, RunCommand.AttemptEnded c, Now now) {
    JobRow row = state.row(c.job());
    if (!row.isLive(c.attempt())) {
      return Decision.NOTHING;
    }
    if (row.task != null) {
      return TaskEnds.lost(state, c, now);
    }
    JobStatus outcome = outcome(row, c);
    Optional<String> reason = reason(state, row, c, outcome);
    return new Draft()
        .event(
            new RunEvent.AttemptFinished(
                c.job(),
                c.attempt(),
                outcome,
                c.exitCode(),
                c.signal(),
                reason,
                c.logBytes(),
                outcome.isSuccess() ? Optional.empty() : c.progress()))
        .done();
  }

  /** What the end of attempts means for their jobs: another attempt, or their own end. */
  static Decision conclude(RunState state, Now now) {
    Draft draft = new Draft();
    BitSet ended = state.ended();
    for (int job = ended.nextSetBit(0); job >= 0; job = ended.nextSetBit(job + 1)) {
      conclude(draft, state, state.row(job), now);
    }
    return draft.done();
  }

  private static void conclude(Draft draft, RunState state, JobRow row, Now now) {
    AttemptRow last = row.attempts().getLast();
    JobName job = row.job.name();
    JobStatus outcome = last.outcome().orElseThrow();
    if (state.stop().isEmpty() && !state.isCutShort() && triesAgain(row, last)) {
      Duration wait = wait(state, row, last.number());
      draft.event(new RunEvent.RetryScheduled(job, last.number() + 1, now.wall().plus(wait)));
      return;
    }
    if (row.isStep() && outcome == JobStatus.SUCCEEDED) {
      Stepping.seal(draft, row);
      return;
    }
    finish(draft, row, outcome, last.reason());
  }

  static void finish(Draft draft, JobRow row, JobStatus outcome, Optional<String> reason) {
    draft.event(new RunEvent.JobFinished(row.job.name(), outcome, Optional.empty(), reason));
    if (row.job.role().silent() && outcome == JobStatus.SUCCEEDED) {
      draft.effect(new Effect.DropLogs(row.job.name()));
    }
  }

  private static JobStatus outcome(JobRow row, RunCommand.AttemptEnded c) {
    StopCause stop = row.attempt(c.attempt()).stop;
    if (stop == null) {
      return outcomeByItself(row, c);
    }
    return switch (stop) {
      case TIMEOUT -> JobStatus.TIMED_OUT;
      case CANCEL, FAIL_FAST -> JobStatus.CANCELLED;
      case NOT_READY -> JobStatus.FAILED;
      case RUN_END -> JobStatus.SUCCEEDED;
      case ANSWERED -> outcomeByItself(row, c);
      case SIGNAL, LOST, BROKEN ->
          row.job.role().isService() && row.attempt(c.attempt()).ready
              ? JobStatus.SUCCEEDED
              : JobStatus.INTERRUPTED;
    };
  }

  private static JobStatus outcomeByItself(JobRow row, RunCommand.AttemptEnded c) {
    if (row.job.role().isService() || !c.failure().isEmpty()) {
      return JobStatus.FAILED;
    }
    if (c.exitCode().isEmpty()) {
      return JobStatus.INTERRUPTED;
    }
    return c.exitCode().getAsInt() == 0 ? JobStatus.SUCCEEDED : JobStatus.FAILED;
  }

  private static Optional<String> reason(
      RunState state, JobRow row, RunCommand.AttemptEnded c, JobStatus outcome) {
    StringBuilder text = new StringBuilder();
    append(text, Reasons.of(state, row, c, outcome));
    append(text, c.failure());
    if (!outcome.isSuccess()) {
      append(text, c.progress().map(JobProgress::words).orElse(""));
    }
    append(text, c.remark());
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  static void append(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(text.isEmpty() ? "" : "; ").append(part);
    }
  }

  private static boolean triesAgain(JobRow row, AttemptRow attempt) {
    return row.loop == null
        && attempt.outcome().orElseThrow().isFailure()
        && isWorthAnother(row.job.limits().retry(), attempt.number(), attempt.exitCode());
  }

  static boolean isWorthAnother(Retry retry, int attempt, OptionalInt exitCode) {
    boolean worthIt =
        retry.onExit().isEmpty()
            || (exitCode.isPresent() && retry.onExit().contains(exitCode.getAsInt()));
    return attempt <= retry.limit() && worthIt;
  }

  private static Duration wait(RunState state, JobRow row, int failures) {
    return wait(state.options().seed(), row, failures);
  }

  static Duration wait(long seed, JobRow row, int failures) {
    Retry retry = row.job.limits().retry();
    Duration wait = retry.waitAfter(failures);
    if (!retry.jitter()) {
      return wait;
    }
    double factor = jitter(seed, row.job.name(), failures);
    return Duration.ofNanos((long) (wait.toNanos() * factor));
  }

  /** A factor in [0.5, 1), the same for the same run, job and failure (splitmix64). */
  static double jitter(long seed, JobName job, int failures) {
    long z = seed + job.value().hashCode() * 0x9E3779B97F4A7C15L + failures;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return 0.5 + (z >>> 11) * 0x1.0p-54;
  }
}
