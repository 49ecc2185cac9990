package dev.pawl.app.cli;

import dev.pawl.app.cli.Addresses.Target;
import dev.pawl.model.JobName;
import dev.pawl.model.RunStatus;
import dev.pawl.process.LogReader;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Shows logs as they are, or as they grow. */
final class LogView {
  private static final long POLL_MILLIS = 100;
  private static final long LOOK_NANOS = 300_000_000;

  private final RunRecords records;
  private final Target target;
  private final OptionalInt tail;
  private final boolean follow;
  private RunReport report;
  private long lookedAt = System.nanoTime();

  LogView(RunRecords records, Target target, OptionalInt tail, boolean follow) {
    this.records = records;
    this.target = target;
    this.tail = tail;
    this.follow = follow;
    this.report = target.run();
  }

  /** Writes the log of the job; says whether there was one. */
  boolean oneJob(OutputStream out) throws IOException {
    JobName job = target.job().orElseThrow().name();
    int attempt = target.attempt().orElse(Math.max(1, job(job).attempts().size()));
    boolean any = attempt(out, job, attempt, true);
    while (follow && target.attempt().isEmpty() && !isOver(job, attempt + 1)) {
      attempt++;
      any |= attempt(out, job, attempt, false);
    }
    return any;
  }

  private boolean attempt(OutputStream out, JobName job, int attempt, boolean first)
      throws IOException {
    Path log = target.folder().log(job, attempt);
    while (follow && !Files.exists(log) && !isOver(job, attempt)) {
      pause();
    }
    if (!Files.exists(log)) {
      return false;
    }
    try (LogReader reader = LogReader.open(log)) {
      long from = first && tail.isPresent() ? reader.tail(tail.getAsInt()) : 0;
      if (follow) {
        reader.follow(out, from, () -> isOver(job, attempt));
      } else {
        reader.copyTo(out, from);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether an attempt has ended, or will never be made. */
  private boolean isOver(JobName job, int attempt) {
    look();
    JobReport now = job(job);
    return now.status().isFinal()
        || now.attempts().size() > attempt
        || now.attempts().size() == attempt && now.attempts().getLast().outcome().isPresent();
  }

  /** Reads the journal again, but not too often: it may be long. */
  private void look() {
    if (System.nanoTime() - lookedAt > LOOK_NANOS) {
      report = records.report(target.folder()).orElse(report);
      lookedAt = System.nanoTime();
    }
  }

  private JobReport job(JobName name) {
    return report.jobs().stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Writes the logs of all jobs of a run, each line behind its job's name; says whether any was.
   */
  boolean wholeRun(OutputStream out) throws IOException {
    Map<Path, NamedLog> logs = new LinkedHashMap<>();
    boolean over;
    do {
      look();
      over = !follow || report.status() != RunStatus.RUNNING;
      for (JobReport job : report.jobs()) {
        for (int attempt = 1; attempt <= job.attempts().size(); attempt++) {
          Path log = target.folder().log(job.name(), attempt);
          logs.computeIfAbsent(log, path -> new NamedLog(path, job.name(), tail)).copyTo(out);
        }
      }
      out.flush();
      if (!over) {
        pause();
      }
    } while (!over);
    for (NamedLog log : logs.values()) {
      log.end(out);
    }
    return logs.values().stream().anyMatch(NamedLog::isThere);
  }

  /** What became of the run, as it was last seen. */
  String status() {
    return report.status().wire();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
