package dev.pawl.app.cli;

import dev.pawl.coordinator.Driven;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which runs and jobs a listing shows: those that meet all of it. Without {@code run}, {@code last}
 * and {@code all} these are the runs that still go on and the newest ten.
 *
 * @param run the beginning of an id, or {@code last}
 * @param status of jobs; a run without such a job is left out
 * @param last so many of the newest runs that meet the rest
 */
record RunFilter(
    Optional<String> run,
    Optional<JobStatus> status,
    Optional<String> workflow,
    OptionalInt last,
    boolean all) {
  private static final int USUAL = 10;

  /** Whether nothing is asked for. */
  boolean isOpen() {
    return run.isEmpty() && status.isEmpty() && workflow.isEmpty();
  }

  List<RunReport> of(RunRecords records) {
    List<RunReport> found = new ArrayList<>();
    int most = last.orElse(all || run.isPresent() ? Integer.MAX_VALUE : USUAL);
    boolean andLive = last.isEmpty();
    for (RunFolder folder : named(records.newestFirst())) {
      boolean full = found.size() >= most;
      if (full && !(andLive && Driven.maybe(folder))) {
        if (andLive) {
          continue;
        }
        break;
      }
      records
          .report(folder)
          .filter(report -> !full || report.status() == RunStatus.RUNNING)
          .flatMap(this::kept)
          .ifPresent(found::add);
    }
    return found;
  }

  private List<RunFolder> named(List<RunFolder> newestFirst) {
    if (run.isEmpty()) {
      return newestFirst;
    }
    if (run.get().equals(Address.LAST)) {
      return newestFirst.subList(0, Math.min(1, newestFirst.size()));
    }
    return newestFirst.stream().filter(at -> at.run().value().startsWith(run.get())).toList();
  }

  private Optional<RunReport> kept(RunReport report) {
    if (workflow.isPresent() && !workflow.get().equals(report.workflow().value())) {
      return Optional.empty();
    }
    if (status.isEmpty()) {
      return Optional.of(report);
    }
    List<JobReport> jobs =
        report.jobs().stream().filter(job -> job.status() == status.get()).toList();
    return jobs.isEmpty() ? Optional.empty() : Optional.of(withJobs(report, jobs));
  }

  private static RunReport withJobs(RunReport report, List<JobReport> jobs) {
    return new RunReport(
        report.run(),
        report.workflow(),
        report.status(),
        report.reason(),
        report.parent(),
        report.startedAt(),
        report.finishedAt(),
        report.exitCode(),
        jobs);
  }
}
