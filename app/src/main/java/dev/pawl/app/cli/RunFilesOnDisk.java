package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.run.RunFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the files of a run tell, read as they are at this moment. */
record RunFilesOnDisk(RunFolder folder) implements RunFiles {
  private static final int LONGEST = 4096;

  @Override
  public String relativeLog(JobName job, int attempt) {
    return folder.relativeLog(job, attempt);
  }

  @Override
  public long logBytes(JobName job, int attempt) {
    try {
      return Files.size(folder.log(job, attempt));
    } catch (IOException none) {
      return 0;
    }
  }

  @Override
  public Optional<String> lastProgress(JobName job, int attempt) {
    Path file = folder.progress(job, attempt);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return end(file)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce((before, last) -> last);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String end(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(Math.max(0, bytes.length() - LONGEST));
      byte[] end = new byte[LONGEST];
      int count = Math.max(0, bytes.read(end));
      return new String(end, 0, count, StandardCharsets.UTF_8);
    }
  }
}
