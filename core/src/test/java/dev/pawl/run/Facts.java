package dev.pawl.run;

import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SkipCause;
import java.util.Optional;

/** What the oracle has seen of one job. */
final class Facts {
  final Job job;
  final int index;
  JobStatus status = JobStatus.PENDING;
  boolean live;
  boolean ready;
  boolean waitsForRetry;
  boolean background;
  boolean cancelAsked;
  boolean asked;
  boolean vacant;
  boolean due;
  boolean sealing;
  Optional<String> holder = Optional.empty();
  int attempts;
  int ends;
  SkipCause cause;
  StopCause stop;
  RunEvent.AttemptFinished last;

  Facts(Job job, int index) {
    this.job = job;
    this.index = index;
    this.background = job.role().background();
  }

  @Override
  public String toString() {
    return job.name().value();
  }

  boolean isStep() {
    return job.checkpoint().isPresent();
  }

  boolean isWork() {
    return !job.role().isService();
  }

  boolean isBad() {
    return switch (status) {
      case FAILED, TIMED_OUT, CANCELLED, INTERRUPTED, DEP_FAILED -> true;
      case PENDING, RUNNING, SUCCEEDED, UP_TO_DATE, SKIPPED -> false;
    };
  }

  boolean isFinal() {
    return ends > 0;
  }
}
