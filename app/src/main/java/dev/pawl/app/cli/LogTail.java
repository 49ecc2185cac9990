package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import dev.pawl.process.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The last lines of the logs of a run. */
record LogTail(Path project, RunId run) {
  private static final int LINES = 20;
  private static final int LONGEST = 500;

  /** The last lines of an attempt, each cut to a length that a person reads; none without a log. */
  List<String> of(JobName job, int attempt) {
    return of(job, attempt, LINES);
  }

  /** The same, so many of them. */
  List<String> of(JobName job, int attempt, int lines) {
    Path log = new RunFolder(project, run).log(job, attempt);
    if (!Files.exists(log)) {
      return List.of();
    }
    try (LogReader reader = LogReader.open(log)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      reader.copyTo(bytes, reader.tail(lines));
      String text = bytes.toString(StandardCharsets.UTF_8);
      return text.isEmpty() ? List.of() : Stream.of(text.split("\n")).map(LogTail::cut).toList();
    } catch (IOException e) {
      return List.of("(" + e.getMessage() + ")");
    }
  }

  private static String cut(String line) {
    String written = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    String last = written.substring(written.lastIndexOf('\r') + 1);
    return last.length() <= LONGEST ? last : last.substring(0, LONGEST) + "…";
  }
}
