package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.process.LogReader;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The lines that the jobs of a run write to their logs, as they come, for somebody who attaches.
 */
final class FollowedLogs {
  /** Is told a whole line, without its end. */
  interface Lines {
    void line(JobName job, int attempt, String line);
  }

  private record Attempt(JobName job, int number) {}

  private static final class Place {
    private long next;
    private long size = -1;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  }

  private final RunFolder folder;
  private final Lines lines;
  private final Map<Attempt, Place> open = new HashMap<>();

  FollowedLogs(RunFolder folder, Lines lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /**
   * Tells what has come; of a log that is met for the first time only what follows its last line.
   */
  void look(RunState state, boolean first) throws IOException {
    for (JobRow row : state.rows()) {
      if (row.isLive()) {
        Attempt live = new Attempt(row.job().name(), row.attempts().size());
        open.computeIfAbsent(live, one -> at(one, first));
      }
    }
    Iterator<Map.Entry<Attempt, Place>> all = open.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Attempt, Place> one = all.next();
      read(one.getKey(), one.getValue());
      JobRow row = state.row(one.getKey().job());
      if (!row.isLive() || row.attempts().size() > one.getKey().number()) {
        flush(one.getKey(), one.getValue());
        all.remove();
      }
    }
  }

  private Place at(Attempt attempt, boolean first) {
    Place place = new Place();
    Path log = folder.log(attempt.job(), attempt.number());
    if (first && Files.exists(log)) {
      try (LogReader reader = LogReader.open(log)) {
        place.next = reader.tail(1);
      } catch (IOException e) {
        place.next = 0; // it has just been rewritten
      }
    }
    return place;
  }

  private void read(Attempt attempt, Place place) throws IOException {
    Path log = folder.log(attempt.job(), attempt.number());
    if (!Files.exists(log) || Files.size(log) == place.size) {
      return;
    }
    place.size = Files.size(log);
    ByteArrayOutputStream fresh = new ByteArrayOutputStream();
    try (LogReader reader = LogReader.open(log)) {
      place.next = reader.copyTo(fresh, place.next);
    }
    for (byte b : fresh.toByteArray()) {
      if (b == '\n') {
        flush(attempt, place);
      } else {
        place.line.write(b);
      }
    }
  }

  private void flush(Attempt attempt, Place place) {
    if (place.line.size() > 0) {
      lines.line(attempt.job(), attempt.number(), place.line.toString(StandardCharsets.UTF_8));
      place.line.reset();
    }
  }
}
