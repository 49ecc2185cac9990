package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.WorkflowName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What has happened in a run. The names of these records are the {@code event} of journal lines.
 */
public sealed interface RunEvent {
  /** The run exists, with every job of its plan pending. Always the first event. */
  record RunCreated(
      RunId run, WorkflowName workflow, Optional<RunId> parent, Owner owner, RunOptions options)
      implements RunEvent {}

  /** A background job was moved to the foreground, because a foreground job needs it. */
  record JobPromoted(JobName job, JobName neededBy) implements RunEvent {}

  /**
   * Selection and conditions are settled; jobs may start.
   *
   * @param lasting whether the run goes on for its services, until a signal
   */
  record RunBegan(boolean lasting) implements RunEvent {}

  /** An attempt is about to be spawned; written before the spawn. */
  record AttemptPlanned(JobName job, int attempt) implements RunEvent {}

  /** The process of an attempt lives. */
  record AttemptStarted(JobName job, int attempt, long pid, long start) implements RunEvent {}

  /** A service answers; its dependents are released. */
  record ServiceReady(JobName job, int attempt) implements RunEvent {}

  /** An attempt is being ended, as what, and why if the cause does not tell. */
  record StopOrdered(JobName job, int attempt, StopCause cause, Optional<String> reason)
      implements RunEvent {
    /** A stop whose cause tells all. */
    public StopOrdered(JobName job, int attempt, StopCause cause) {
      this(job, attempt, cause, Optional.empty());
    }
  }

  /**
   * Nothing of an attempt lives any more.
   *
   * @param exitCode empty when no process came to be
   * @param signal 0 when none
   * @param logBytes what its log holds
   */
  record AttemptFinished(
      JobName job,
      int attempt,
      JobStatus outcome,
      OptionalInt exitCode,
      int signal,
      Optional<String> reason,
      long logBytes)
      implements RunEvent {}

  /** The next attempt waits until {@code dueAt}. */
  record RetryScheduled(JobName job, int attempt, Instant dueAt) implements RunEvent {}

  /** The wait is over; the attempt may start as soon as there is a slot. */
  record RetryDue(JobName job, int attempt) implements RunEvent {}

  /** The job has its final status. Exactly one for each job of a finished run. */
  record JobFinished(
      JobName job, JobStatus status, Optional<SkipCause> cause, Optional<String> reason)
      implements RunEvent {
    static JobFinished plain(JobName job, JobStatus status) {
      return new JobFinished(job, status, Optional.empty(), Optional.empty());
    }

    static JobFinished because(JobName job, JobStatus status, String reason) {
      return new JobFinished(job, status, Optional.empty(), Optional.of(reason));
    }

    static JobFinished skipped(JobName job, SkipCause cause, String reason) {
      return new JobFinished(job, JobStatus.SKIPPED, Optional.of(cause), Optional.of(reason));
    }
  }

  /**
   * Nothing starts any more, and what runs is being ended.
   *
   * @param signal the signal that ends the run; 0 when a person cancelled it or Pawl cannot go on
   * @param hard whether what runs is killed at once
   */
  record RunStopping(StopCause cause, int signal, boolean hard, String reason)
      implements RunEvent {}

  /** The run is over. Always the last event. */
  record RunFinished(RunStatus status, int exitCode, Optional<String> reason) implements RunEvent {}
}
