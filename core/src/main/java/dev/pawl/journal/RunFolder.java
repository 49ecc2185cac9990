package dev.pawl.journal;

import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import dev.pawl.run.RunFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where the files of one run are:
 *
 * <pre>
 * .pawl/runs/RUN/journal.jsonl      the events
 * .pawl/runs/RUN/plan.json          the checked workflow as it ran
 * .pawl/runs/RUN/logs/JOB.log       what the job wrote, created at the first byte
 * .pawl/runs/RUN/logs/JOB@2.log     ... its second attempt
 * .pawl/runs/RUN/logs/JOB.progress  what the job wrote to $PAWL_PROGRESS
 * </pre>
 *
 * @param project the folder that holds {@code .pawl}
 */
public record RunFolder(Path project, RunId run) implements RunFiles {
  static final String RUNTIME = ".pawl";
  static final String RUNS = "runs";
  private static final int PROGRESS_TAIL = 4096;

  /** The folder itself. */
  public Path path() {
    return project.resolve(relative());
  }

  /** The events of the run. */
  public Path journal() {
    return path().resolve("journal.jsonl");
  }

  /** The workflow as it ran. */
  public Path plan() {
    return path().resolve("plan.json");
  }

  /** Where the logs are. */
  public Path logs() {
    return path().resolve("logs");
  }

  /** The log of an attempt (from 1); there is none before the job writes. */
  public Path log(JobName job, int attempt) {
    return logs().resolve(logName(job, attempt));
  }

  @Override
  public String relativeLog(JobName job, int attempt) {
    return relative() + "/logs/" + logName(job, attempt);
  }

  /** Where an attempt tells its progress. */
  public Path progress(JobName job, int attempt) {
    return logs().resolve(name(job, attempt) + ".progress");
  }

  @Override
  public long logBytes(JobName job, int attempt) {
    try {
      return Files.size(log(job, attempt));
    } catch (IOException e) {
      return 0; // not there yet, or removed
    }
  }

  @Override
  public Optional<String> lastProgress(JobName job, int attempt) {
    try (FileChannel file = FileChannel.open(progress(job, attempt), StandardOpenOption.READ)) {
      ByteBuffer tail = ByteBuffer.allocate(PROGRESS_TAIL);
      file.read(tail, Math.max(0, file.size() - PROGRESS_TAIL));
      String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1).strip();
      String lines = whole.isEmpty() ? text.strip() : whole; // a program may write one without end
      String last = lines.substring(lines.lastIndexOf('\n') + 1).strip();
      return last.isEmpty() ? Optional.empty() : Optional.of(last);
    } catch (IOException e) {
      return Optional.empty(); // nothing told yet
    }
  }

  private String relative() {
    return RUNTIME + "/" + RUNS + "/" + run.value();
  }

  private static String logName(JobName job, int attempt) {
    return name(job, attempt) + ".log";
  }

  /** A job's name has no '@', so no two attempts share a file. */
  private static String name(JobName job, int attempt) {
    return attempt == 1 ? job.value() : job.value() + "@" + attempt;
  }
}
