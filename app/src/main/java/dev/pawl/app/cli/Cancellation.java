package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.run.RunReport;
import java.util.List;

/**
 * What is to be cancelled of one run.
 *
 * @param run as it was when that was decided
 * @param jobs empty: the run as a whole
 */
record Cancellation(RunFolder folder, RunReport run, List<JobName> jobs) {
  Cancellation {
    jobs = List.copyOf(jobs);
  }

  boolean isWhole() {
    return jobs.isEmpty();
  }
}
