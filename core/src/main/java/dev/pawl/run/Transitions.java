package dev.pawl.run;

import static dev.pawl.model.JobStatus.CANCELLED;
import static dev.pawl.model.JobStatus.DEP_FAILED;
import static dev.pawl.model.JobStatus.FAILED;
import static dev.pawl.model.JobStatus.INTERRUPTED;
import static dev.pawl.model.JobStatus.PENDING;
import static dev.pawl.model.JobStatus.RUNNING;
import static dev.pawl.model.JobStatus.SKIPPED;
import static dev.pawl.model.JobStatus.SUCCEEDED;
import static dev.pawl.model.JobStatus.TIMED_OUT;
import static dev.pawl.model.JobStatus.UP_TO_DATE;

import dev.pawl.model.JobStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The total table of what a job may become; what is final stays. */
public final class Transitions {
  private static final Map<JobStatus, Set<JobStatus>> TABLE = new EnumMap<>(JobStatus.class);

  static {
    for (JobStatus status : JobStatus.values()) {
      TABLE.put(status, EnumSet.noneOf(JobStatus.class));
    }
    TABLE.put(
        PENDING,
        EnumSet.of(RUNNING, UP_TO_DATE, SKIPPED, FAILED, CANCELLED, INTERRUPTED, DEP_FAILED));
    TABLE.put(
        RUNNING,
        EnumSet.of(PENDING, SUCCEEDED, UP_TO_DATE, FAILED, TIMED_OUT, CANCELLED, INTERRUPTED));
  }

  private Transitions() {}

  /** Whether a job may go from one status to another. */
  public static boolean allowed(JobStatus from, JobStatus to) {
    return TABLE.getOrDefault(from, Set.of()).contains(to);
  }
}
