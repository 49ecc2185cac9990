package dev.pawl.app.console;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is drawn while a run goes on: how far it is, and who runs. Written by the coordinator and
 * the output thread, read by the console's own.
 */
final class Progress {
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
    private final long since;
    private String line = "";

    Running(long since) {
      this.since = since;
    }
  }

  /** A running job at one moment; the line is as the job wrote it. */
  record Row(JobName job, long nanos, String line) {}

  /** Everything at one moment. */
  record Snapshot(int total, int done, int failed, long nanos, List<Row> rows) {}

  synchronized void jobs(int number) {
    total = number;
  }

  synchronized void started(JobName job, long tick) {
    running.put(job, new Running(tick));
  }

  synchronized void line(JobName job, String line) {
    Running row = running.get(job);
    if (row != null && !line.isBlank()) {
      row.line = line;
    }
  }

  synchronized void ended(JobName job) {
    running.remove(job);
  }

  synchronized void settled(JobStatus status) {
    done++;
    failed += status.isFailure() ? 1 : 0;
  }

  /** The present state, with the first rows only. */
  synchronized Snapshot snapshot(long tick, int most) {
    List<Row> rows = new ArrayList<>(Math.min(most, running.size()));
    for (Map.Entry<JobName, Running> entry : running.entrySet()) {
      if (rows.size() == most) {
        break;
      }
      Running row = entry.getValue();
      rows.add(new Row(entry.getKey(), tick - row.since, row.line));
    }
    return new Snapshot(total, done, failed, tick - began, rows);
  }

  synchronized int running() {
    return running.size();
  }
}
