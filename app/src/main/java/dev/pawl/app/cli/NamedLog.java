package dev.pawl.app.cli;

import dev.pawl.model.JobName;
import dev.pawl.process.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A log whose lines are shown as {@code JOB | text}, as far as they have come. */
final class NamedLog {
  private final Path path;
  private final byte[] name;
  private final OptionalInt tail;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long next = -1;
  private long size = -1;

  NamedLog(Path path, JobName job, OptionalInt tail) {
    this.path = path;
    this.name = (job + " | ").getBytes(StandardCharsets.UTF_8);
    this.tail = tail;
  }

  /** Writes the whole lines that have come since the last call. */
  void copyTo(OutputStream out) throws IOException {
    if (!Files.exists(path) || Files.size(path) == size) {
      return;
    }
    size = Files.size(path);
    ByteArrayOutputStream fresh = new ByteArrayOutputStream();
    try (LogReader reader = LogReader.open(path)) {
      long from = next >= 0 ? next : tail.isPresent() ? reader.tail(tail.getAsInt()) : 0;
      next = reader.copyTo(fresh, from);
    }
    for (byte b : fresh.toByteArray()) {
      line.write(b);
      if (b == '\n') {
        flush(out);
      }
    }
  }

  /** Whether the job has printed anything so far. */
  boolean isThere() {
    return size > 0;
  }

  /** Writes a last line that has no end. */
  void end(OutputStream out) throws IOException {
    if (line.size() > 0) {
      line.write('\n');
      flush(out);
    }
  }

  private void flush(OutputStream out) throws IOException {
    out.write(name);
    line.writeTo(out);
    line.reset();
  }
}
