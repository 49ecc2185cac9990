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
    long bytes = open ? view.files().logBytes(job, number) : attempt.logBytes();
    boolean dropped = row.job().role().silent() && row.status() == JobStatus.SUCCEEDED;
    boolean logged = bytes > 0 && !dropped;
    return new AttemptReport(
        number,
        open && view.lost() ? Optional.of(JobStatus.INTERRUPTED) : attempt.outcome(),
        attempt.exitCode(),
        attempt.signal() == 0 ? OptionalInt.empty() : OptionalInt.of(attempt.signal()),
        attempt.startedAt(),
        attempt.finishedAt(),
        logged ? Optional.of(view.files().relativeLog(job, number)) : Optional.empty(),
        logged ? OptionalLong.of(bytes) : OptionalLong.empty());
  }
}
