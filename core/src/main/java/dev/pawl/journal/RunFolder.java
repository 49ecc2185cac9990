package dev.pawl.journal;

import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import java.nio.file.Path;

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
public record RunFolder(Path project, RunId run) {
  static final String RUNTIME = ".pawl";
  static final String RUNS = "runs";

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

  /** The same, relative to the project, as listings show it. */
  public String relativeLog(JobName job, int attempt) {
    return relative() + "/logs/" + logName(job, attempt);
  }

  /** Where an attempt tells its progress. */
  public Path progress(JobName job, int attempt) {
    return logs().resolve(name(job, attempt) + ".progress");
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
