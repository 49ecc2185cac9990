package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The facts of one attempt of a job.
 *
 * @param number from 1
 * @param outcome empty while it lives
 * @param signal the one that killed it
 * @param log relative to the project; empty when the attempt wrote nothing, or its log was removed
 *     because a silent job succeeded
 */
public record AttemptReport(
    int number,
    Optional<JobStatus> outcome,
    OptionalInt exitCode,
    OptionalInt signal,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> log,
    OptionalLong logBytes) {
  /** Why an attempt is over whose end nobody saw. */
  static final String LOST = "ended without an exit status";

  static AttemptReport of(JobRow row, AttemptRow attempt, JobReport.View view) {
    JobName job = row.job().name();
    int number = attempt.number();
    boolean open = attempt.outcome().isEmpty();
    Fate fate =
        open && view.lost() && row.loop().isEmpty()
            ? view.files().fate(job, attempt)
            : new Fate.Lost();
    long bytes = open ? view.files().logBytes(job, number) : attempt.logBytes();
    boolean dropped = row.job().role().silent() && row.status() == JobStatus.SUCCEEDED;
    boolean logged = bytes > 0 && !dropped;
    return new AttemptReport(
        number,
        open && view.lost() ? outcome(row, fate) : attempt.outcome(),
        fate instanceof Fate.Ended ended ? OptionalInt.of(ended.exitCode()) : attempt.exitCode(),
        signal(fate instanceof Fate.Ended ended ? ended.signal() : attempt.signal()),
        attempt.startedAt(),
        attempt.finishedAt(),
        logged ? Optional.of(view.files().relativeLog(job, number)) : Optional.empty(),
        logged ? OptionalLong.of(bytes) : OptionalLong.empty());
  }

  private static OptionalInt signal(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** As what an attempt counts whose end is not on record; empty while it lives. */
  static Optional<JobStatus> outcome(JobRow row, Fate fate) {
    return switch (fate) {
      case Fate.Lives _ -> Optional.empty();
      case Fate.Ended ended -> Optional.of(outcome(row, ended));
      case Fate.Lost _ -> Optional.of(JobStatus.INTERRUPTED);
    };
  }

  /** As what an attempt counts that ended by itself. */
  private static JobStatus outcome(JobRow row, Fate.Ended ended) {
    return ended.exitCode() == 0 && !row.job().role().isService()
        ? JobStatus.SUCCEEDED
        : JobStatus.FAILED;
  }

  /** What that does not tell. */
  static Optional<String> reason(JobRow row, Fate.Ended ended) {
    return outcome(row, ended) == JobStatus.SUCCEEDED
        ? Optional.empty()
        : Optional.of(Reasons.how(OptionalInt.of(ended.exitCode()), ended.signal(), ""));
  }
}
