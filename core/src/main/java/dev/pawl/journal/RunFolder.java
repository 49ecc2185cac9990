package dev.pawl.journal;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.NamePattern;
import dev.pawl.model.Occasion;
import dev.pawl.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of one run are:
 *
 * <pre>
 * .pawl/runs/RUN/journal.jsonl      the events
 * .pawl/runs/RUN/plan.json          the checked workflow as it ran
 * .pawl/runs/RUN/control            the socket by which others reach the run, while it goes on
 * .pawl/runs/RUN/logs/JOB.log       what the job wrote, created at the first byte
 * .pawl/runs/RUN/logs/JOB@2.log     ... its second attempt
 * .pawl/runs/RUN/logs/@failure.log  what a notice of the workflow wrote
 * .pawl/runs/RUN/logs/JOB.progress  what the job wrote to $PAWL_PROGRESS, while the run lives
 * .pawl/runs/RUN/logs/JOB.exit      where the keeper of a detached job leaves its exit status
 * .pawl/runs/RUN/tasks/JOB          prompts and answers of a task, in a run over the backlog
 * .pawl/runs/RUN/items/JOB@PART.item, .log, .exit
 *                                   an item of a loop of a detached run, until its end is recorded:
 *                                   what it is, what it wrote, where its keeper leaves its status
 * .pawl/runs/RUN/coordinator.log    what a coordinator of its own had to say
 * </pre>
 */
public final class RunFolder {
  static final String RUNTIME = ".pawl";
  static final String RUNS = "runs";

  /** The name of the socket. */
  public static final String CONTROL = "control";

  private static final String PROGRESS = ".progress";
  private static final String EXIT = ".exit";
  private static final Pattern PROGRESS_NAME =
      Pattern.compile("([^@]+)(?:@(\\d{1,9}))?" + Pattern.quote(PROGRESS));

  private final Path project;
  private final RunId run;
  private final Path path;
  private final Path logs;

  /**
   * The folder of a run, which need not be there.
   *
   * @param project the folder that holds {@code .pawl}
   */
  public RunFolder(Path project, RunId run) {
    this.project = project;
    this.run = run;
    this.path = project.resolve(relative());
    this.logs = path.resolve("logs");
  }

  /** The folder that holds {@code .pawl}. */
  public Path project() {
    return project;
  }

  /** Whose folder it is. */
  public RunId run() {
    return run;
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** The events of the run. */
  public Path journal() {
    return path.resolve("journal.jsonl");
  }

  /** The workflow as it ran. */
  public Path plan() {
    return path.resolve("plan.json");
  }

  /** The socket of the run, while somebody drives it. */
  public Path control() {
    return path.resolve(CONTROL);
  }

  /** Where the logs are. */
  public Path logs() {
    return logs;
  }

  /** The log of an attempt (from 1); there is none before the job writes. */
  public Path log(JobName job, int attempt) {
    return logs.resolve(logName(job, attempt));
  }

  /** The log of an attempt, relative to the project. */
  public String relativeLog(JobName job, int attempt) {
    return relative() + "/logs/" + logName(job, attempt);
  }

  /** The log of a notice; no job's name begins with '@'. */
  public Path log(Occasion notice) {
    return logs.resolve(logName(notice));
  }

  /** The log of a notice, relative to the project. */
  public String relativeLog(Occasion notice) {
    return relative() + "/logs/" + logName(notice);
  }

  /** Where an attempt tells its progress; there may be a file from then on until the run ends. */
  public Path progressFile(JobName job, int attempt) {
    return logs.resolve(name(job, attempt) + PROGRESS);
  }

  /** Where the keeper of an attempt leaves its exit status; there until the run ends. */
  public Path exitFile(JobName job, int attempt) {
    return logs.resolve(name(job, attempt) + EXIT);
  }

  /** The folder of a task, which need not be there. */
  public Path task(JobName job) {
    return path.resolve("tasks").resolve(job.value());
  }

  /** Where the items of detached loops leave what must not be lost with their coordinator. */
  public Path items() {
    return path.resolve("items");
  }

  /** The files of an item; {@code part} is the last of its scope. */
  public ItemFiles item(JobName job, String part) {
    return ItemFiles.in(items(), job.value() + "@" + part);
  }

  /** What a coordinator of its own had to say. */
  public Path coordinatorLog() {
    return path.resolve("coordinator.log");
  }

  /** What the log of an attempt holds now; 0 when there is none. */
  public long logBytes(JobName job, int attempt) {
    try {
      return Files.size(log(job, attempt));
    } catch (IOException e) {
      return 0; // not there yet, or removed
    }
  }

  /**
   * What an attempt has told last of its progress.
   *
   * @param mask takes the secrets out of a line
   */
  public Optional<JobProgress> progress(JobName job, int attempt, UnaryOperator<String> mask) {
    return ProgressFile.lastLine(progressFile(job, attempt))
        .flatMap(line -> JobProgress.parse(mask.apply(line)));
  }

  /** Removes all that attempts have told beside their logs; what is no file stays. */
  public void removeTraces() {
    String traces = "*{" + PROGRESS + "," + EXIT + "}";
    try (DirectoryStream<Path> told = Files.newDirectoryStream(logs, traces)) {
      for (Path file : told) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They go with the run.
    }
  }

  /** An attempt, as a file is named after it. */
  record Attempt(JobName job, int attempt) {}

  /** Whose progress stands in the file of that name; empty when it is another file. */
  static Optional<Attempt> toldBy(String file) {
    Matcher name = PROGRESS_NAME.matcher(file);
    if (!name.matches() || !NamePattern.matches(name.group(1))) {
      return Optional.empty();
    }
    int attempt = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
    return Optional.of(new Attempt(new JobName(name.group(1)), attempt));
  }

  private String relative() {
    return RUNTIME + "/" + RUNS + "/" + run.value();
  }

  private static String logName(Occasion notice) {
    return "@" + notice.wire() + ".log";
  }

  private static String logName(JobName job, int attempt) {
    return name(job, attempt) + ".log";
  }

  /** A job's name has no '@', so no two attempts share a file. */
  private static String name(JobName job, int attempt) {
    return attempt == 1 ? job.value() : job.value() + "@" + attempt;
  }
}
