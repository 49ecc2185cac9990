package dev.pawl.model;

import java.util.Locale;
import java.util.Optional;

/** Where a job of a run stands; all but the first two are final. */
public enum JobStatus {
  PENDING,
  RUNNING,
  SUCCEEDED,
  UP_TO_DATE,
  SKIPPED,
  FAILED,
  TIMED_OUT,
  CANCELLED,
  INTERRUPTED,
  DEP_FAILED;

  /** Whether the job will not change any more. */
  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }

  /** Whether the job was tried and did not work, by its own fault. */
  public boolean isFailure() {
    return this == FAILED || this == TIMED_OUT;
  }

  /** Whether dependents may start. */
  public boolean isSuccess() {
    return this == SUCCEEDED || this == UP_TO_DATE;
  }

  /** The name in files and listings, for example {@code timed_out}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name. */
  public static Optional<JobStatus> ofWire(String text) {
    return Wire.find(values(), JobStatus::wire, text);
  }
}
