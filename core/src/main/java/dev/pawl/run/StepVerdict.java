package dev.pawl.run;

import dev.pawl.model.JobName;

/** Whether a step must run. */
public sealed interface StepVerdict {
  /** The step that was asked about. */
  JobName job();

  /** It is complete and valid; {@code reason} says since when. */
  record UpToDate(JobName job, String reason) implements StepVerdict {}

  /** A loop that nobody works on: its items, once they are listed, tell whether it must run. */
  record Vacant(JobName job) implements StepVerdict {}

  /** It must run. */
  record Due(JobName job, String reason) implements StepVerdict {}

  /** Another run does it; {@code holder} is RUN:JOB. */
  record Busy(JobName job, String holder) implements StepVerdict {}

  /** It cannot be told: an input cannot be read. The job fails. */
  record Unknown(JobName job, String reason) implements StepVerdict {}
}
