package dev.pawl.app.console;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is drawn while a run goes on: how far it is, and who runs. Written by the coordinator and
 * the output thread, read by the console's own.
 */
final class Progress {
  private static final long RATE_AFTER_NANOS = 1_000_000_000L;

  private final Map<JobName, Running> running = new LinkedHashMap<>();
  private int total;
  private int done;
  private int failed;
  private final long began;

  Progress(long began) {
    this.began = began;
  }

  /** A job that has a process, or is about to. */
  private static final class Running {
    private final Asked attempt;
    private final boolean loop;
    private final long since;
    private String line = "";
    private String message = "";
    private long total;
    private long done;

    /** How many were done when it began to count, and when that was. */
    private long before = -1;

    private long countedFrom;

    Running(Asked attempt, boolean loop, long since) {
      this.attempt = attempt;
      this.loop = loop;
      this.since = since;
      this.countedFrom = since;
    }
  }

  /** An attempt that may tell its progress. */
  record Asked(JobName job, int attempt) {}

  /**
   * A running job at one moment; the line is as the job wrote it.
   *
   * @param message what it said with its progress; "" when it said nothing
   */
  record Row(JobName job, long nanos, Optional<Items> items, String message, String line) {
    /** Whether it has told any progress. */
    boolean isTold() {
      return items.isPresent() || !message.isEmpty();
    }
  }

  /**
   * How far a loop is, or a job that counts.
   *
   * @param rate items a second; 0 when it is too early to say
   */
  record Items(long done, long total, double rate) {
    /** What the rest will take at this rate. */
    Optional<Duration> left() {
      return rate > 0
          ? Optional.of(Duration.ofMillis((long) ((total - done) / rate * 1000)))
          : Optional.empty();
    }
  }

  /** Everything at one moment. */
  record Snapshot(int total, int done, int failed, long nanos, List<Row> rows) {}

  synchronized void jobs(int number) {
    total = number;
  }

  synchronized void started(JobName job, int attempt, boolean loop, long tick) {
    running.put(job, new Running(new Asked(job, attempt), loop, tick));
  }

  /** The first jobs that may tell progress by themselves; of a loop the coordinator tells it. */
  synchronized List<Asked> asked(int most) {
    return running.values().stream()
        .limit(most)
        .filter(row -> !row.loop)
        .map(row -> row.attempt)
        .toList();
  }

  /** What an attempt has told last. */
  synchronized void told(Asked attempt, JobProgress now, long tick) {
    Running row = running.get(attempt.job());
    if (row == null || !row.attempt.equals(attempt)) {
      return;
    }
    row.message = now.message();
    if (!now.isCounted()) {
      row.before = -1;
    } else if (row.before < 0 || now.total() != row.total || now.done() < row.done) {
      row.before = now.done();
      row.countedFrom = tick;
    }
    row.done = now.done();
    row.total = now.total();
  }

  synchronized void line(JobName job, String line) {
    Running row = running.get(job);
    if (row != null && !line.isBlank()) {
      row.line = line;
    }
  }

  synchronized void items(JobName job, int done, int total) {
    Running row = running.get(job);
    if (row != null) {
      row.before = row.before < 0 ? done : row.before;
      row.done = done;
      row.total = total;
    }
  }

  synchronized void ended(JobName job) {
    running.remove(job);
  }

  synchronized void settled(JobStatus status, int jobs) {
    done += jobs;
    failed += status.isFailure() ? jobs : 0;
  }

  /** The present state, with the first rows only. */
  synchronized Snapshot snapshot(long tick, int most) {
    List<Row> rows = new ArrayList<>(Math.min(most, running.size()));
    for (Map.Entry<JobName, Running> entry : running.entrySet()) {
      if (rows.size() == most) {
        break;
      }
      Running row = entry.getValue();
      rows.add(new Row(entry.getKey(), tick - row.since, items(row, tick), row.message, row.line));
    }
    return new Snapshot(total, done, failed, tick - began, rows);
  }

  private static Optional<Items> items(Running row, long tick) {
    if (row.before < 0) {
      return Optional.empty();
    }
    long nanos = tick - row.countedFrom;
    boolean known = nanos > RATE_AFTER_NANOS && row.done > row.before;
    double rate = known ? (row.done - row.before) * 1e9 / nanos : 0;
    return Optional.of(new Items(row.done, row.total, rate));
  }

  synchronized int running() {
    return running.size();
  }
}
