package dev.pawl.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The deadlines of a run, the next one first: at most one of each job, and one of each item. */
final class Deadlines {
  private final TreeSet<Alarm> alarms = new TreeSet<>();
  private @Nullable Alarm[] ofJob;

  Deadlines(int jobs) {
    this.ofJob = new Alarm[jobs];
  }

  /** Makes room for further jobs. */
  void grow(int jobs) {
    ofJob = Arrays.copyOf(ofJob, jobs);
  }

  void arm(JobRow row, int attempt, long tick) {
    Alarm alarm = new Alarm(tick, row.index, attempt, 0);
    ofJob[row.index] = alarm;
    alarms.add(alarm);
  }

  void arm(Alarm alarm) {
    alarms.add(alarm);
  }

  void disarm(@Nullable Alarm alarm) {
    if (alarm != null) {
      alarms.remove(alarm);
    }
  }

  void disarm(JobRow row) {
    disarm(ofJob[row.index]);
    ofJob[row.index] = null;
  }

  /** Ticks mean something in one process only: sets all again, by the wall clock. */
  void rebase(List<JobRow> rows, Now now) {
    for (JobRow row : rows) {
      disarm(row);
      Optional<Instant> deadline = row.deadline();
      if (deadline.isPresent()) {
        int attempt = row.attempts().size() + (row.isLive() ? 0 : 1);
        arm(row, attempt, now.after(Duration.between(now.wall(), deadline.get())));
      }
    }
  }

  /** In their order. */
  Iterable<Alarm> all() {
    return alarms;
  }

  OptionalLong next() {
    return alarms.isEmpty() ? OptionalLong.empty() : OptionalLong.of(alarms.first().tick());
  }
}
