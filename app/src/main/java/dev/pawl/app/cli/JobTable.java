package dev.pawl.app.cli;

import dev.pawl.app.console.Sentences;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.app.format.TableText;
import dev.pawl.app.format.TableText.Cell;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;

/**
 * {@code pawl jobs} for people: a line for each run, its jobs indented below it, and the last lines
 * of what a failed one has printed below that.
 */
final class JobTable {
  private static final String INDENT = "  ";

  /** So many failed jobs show their last lines, the newest runs first. */
  private static final int FAILURES = 20;

  private static final int LINES = 3;

  private JobTable() {}

  /**
   * The table.
   *
   * @param project where the logs are
   */
  static TableText of(List<RunReport> runs, Path project, Palette palette) {
    int failures = 0;
    TableText table = new TableText(palette, "RUN", "STATUS", "EXIT", "STARTED", "TIME", "REASON");
    for (RunReport run : runs) {
      table.row(heading(run));
      for (JobReport job : run.jobs()) {
        table.row(row(job));
        if (job.status().isFailure() && failures++ < FAILURES) {
          printed(job, new LogTail(project, run.run())).forEach(table::note);
        }
      }
      if (run.jobs().isEmpty()) {
        table.row(placeholder());
      }
    }
    return table;
  }

  private static List<Cell> heading(RunReport run) {
    Optional<Instant> end =
        run.status() == RunStatus.RUNNING ? Optional.of(Instant.now()) : run.finishedAt();
    return List.of(
        Cell.of(run.run() + " " + run.workflow()),
        new Cell(run.status().wire(), tone(run.status())),
        Cell.of(code(run.exitCode())),
        Cell.of(local(run.startedAt())),
        Cell.of(end.map(at -> time(Duration.between(run.startedAt(), at))).orElse("")),
        Cell.of(run.reason().orElse("")));
  }

  private static List<Cell> row(JobReport job) {
    return List.of(
        Cell.of(INDENT + job.name()),
        new Cell(job.status().wire(), tone(job.status())),
        Cell.of(endedByTheRun(job) ? "" : code(job.exitCode())),
        Cell.of(job.startedAt().map(JobTable::local).orElse("")),
        Cell.of(elapsed(job).map(JobTable::time).orElse("")),
        Cell.of(remark(job)));
  }

  private static List<Cell> printed(JobReport job, LogTail tail) {
    return tail.of(job.name(), job.attempts().size(), LINES).stream()
        .map(line -> new Cell(INDENT + INDENT + line, Tone.FAINT))
        .toList();
  }

  private static List<Cell> placeholder() {
    Cell none = Cell.of("");
    return List.of(new Cell(INDENT + "(no jobs)", Tone.FAINT), none, none, none, none, none);
  }

  /** A service that was stopped with its run did well; the code of its end says nothing. */
  private static boolean endedByTheRun(JobReport job) {
    return job.status() == JobStatus.SUCCEEDED && job.exitCode().orElse(0) != 0;
  }

  private static String code(OptionalInt code) {
    return code.isPresent() ? Integer.toString(code.getAsInt()) : "";
  }

  /** The reason of a job that is over tells its progress in words. */
  private static String remark(JobReport job) {
    return job.status() == JobStatus.RUNNING
        ? job.progress().map(JobProgress::toString).orElse("")
        : job.reason().orElse("");
  }

  private static Optional<Duration> elapsed(JobReport job) {
    return job.status() == JobStatus.RUNNING
        ? job.startedAt().map(start -> Duration.between(start, Instant.now()))
        : job.duration();
  }

  private static String time(Duration duration) {
    return Sentences.duration(duration);
  }

  /** By a zone of java.util: one of java.time looks into each jar for rules of its own, 15 ms. */
  private static String local(Instant time) {
    int offset = TimeZone.getDefault().getOffset(time.toEpochMilli());
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
        .format(time.atOffset(ZoneOffset.ofTotalSeconds(offset / 1000)));
  }

  private static Tone tone(RunStatus status) {
    return switch (status) {
      case SUCCEEDED -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case CANCELLED, INTERRUPTED -> Tone.CAREFUL;
      case RUNNING -> Tone.BUSY;
    };
  }

  private static Tone tone(JobStatus status) {
    return switch (status) {
      case SUCCEEDED, UP_TO_DATE -> Tone.GOOD;
      case FAILED, TIMED_OUT -> Tone.BAD;
      case CANCELLED, INTERRUPTED, DEP_FAILED -> Tone.CAREFUL;
      case RUNNING -> Tone.BUSY;
      case PENDING, SKIPPED -> Tone.FAINT;
    };
  }
}
