package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SkipCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The facts of a job in a run.
 *
 * @param exitCode of its last attempt; likewise {@code signal}, {@code log} and {@code logBytes}
 * @param startedAt when its first process lived
 * @param finishedAt when it got its final status, where that is recorded
 * @param duration from the first start to the end, waits between attempts included
 * @param progress what its last attempt told last, unless that has succeeded
 * @param log relative to the project; empty when there is none
 * @param attempts oldest first
 */
public record JobReport(
    JobName name,
    JobStatus status,
    Optional<SkipCause> cause,
    Optional<String> reason,
    boolean background,
    OptionalInt exitCode,
    OptionalInt signal,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Duration> duration,
    List<JobName> needs,
    Set<String> tags,
    Optional<JobProgress> progress,
    Optional<String> log,
    OptionalLong logBytes,
    List<AttemptReport> attempts) {
  private static final String ALONE = "its coordinator has died; it goes on by itself";

  /** The way somebody looks at a run. */
  record View(boolean lost, RunFiles files, Instant now) {}

  static JobReport of(JobRow row, View view) {
    List<AttemptReport> attempts =
        row.attempts().stream().map(attempt -> AttemptReport.of(row, attempt, view)).toList();
    Optional<AttemptReport> last =
        attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    Optional<Instant> startedAt =
        attempts.stream().flatMap(attempt -> attempt.startedAt().stream()).findFirst();
    Optional<JobProgress> progress = progress(row, view);
    return new JobReport(
        row.job().name(),
        status(row, view),
        row.cause(),
        reason(row, view, progress),
        row.background(),
        last.map(AttemptReport::exitCode).orElseGet(OptionalInt::empty),
        last.map(AttemptReport::signal).orElseGet(OptionalInt::empty),
        startedAt,
        row.finishedAt(),
        startedAt.flatMap(start -> row.finishedAt().map(end -> Duration.between(start, end))),
        row.job().needs(),
        row.job().tags(),
        progress,
        last.flatMap(AttemptReport::log),
        last.map(AttemptReport::logBytes).orElseGet(OptionalLong::empty),
        attempts);
  }

  /** The work of a step that ended alone is not marked complete: whoever records it says so. */
  private static Fate fate(JobRow row, View view) {
    boolean open = row.isLive() && row.loop().isEmpty();
    Fate fate =
        open ? view.files().fate(row.job().name(), row.attempts().getLast()) : new Fate.Lost();
    return fate instanceof Fate.Ended && row.isStep() ? new Fate.Lost() : fate;
  }

  private static JobStatus status(JobRow row, View view) {
    if (!view.lost() || row.status().isFinal()) {
      return row.status();
    }
    if (row.attempts().isEmpty()) {
      return JobStatus.CANCELLED;
    }
    if (row.isLive()) {
      return AttemptReport.outcome(row, fate(row, view)).orElse(JobStatus.RUNNING);
    }
    return endedAttempt(row).flatMap(AttemptRow::outcome).orElse(JobStatus.INTERRUPTED);
  }

  private static Optional<String> reason(JobRow row, View view, Optional<JobProgress> progress) {
    if (row.status().isFinal()) {
      return row.reason();
    }
    if (!view.lost()) {
      return row.retryAt()
          .map(due -> retry(row, Duration.between(view.now(), due)))
          .or(() -> row.holder().map(who -> "waiting for " + who));
    }
    Optional<AttemptRow> ended = endedAttempt(row);
    if (ended.isPresent()) {
      return ended.get().reason();
    }
    Fate fate = fate(row, view);
    if (fate instanceof Fate.Lives) {
      return Optional.of(ALONE);
    }
    if (fate instanceof Fate.Ended end) {
      return AttemptReport.reason(row, end);
    }
    return Optional.of(
        row.status() == JobStatus.RUNNING
            ? AttemptReport.LOST + progress.map(told -> "; " + words(row, told)).orElse("")
            : RunReport.LOST);
  }

  /** What an attempt told last of its progress, as a reason says it. */
  public static String words(JobRow row, JobProgress progress) {
    return row.job().loop().isPresent() && progress.isCounted()
        ? Looping.processed(progress.done(), progress.total())
        : progress.words();
  }

  /**
   * The last attempt of a running job, if a crash cut the turn off between its end and the job's.
   */
  private static Optional<AttemptRow> endedAttempt(JobRow row) {
    return row.status() == JobStatus.RUNNING
        ? Optional.of(row.attempts().getLast())
            .filter(last -> last.outcome().isPresent() && !row.isUnsealed())
        : Optional.empty();
  }

  private static String retry(JobRow row, Duration wait) {
    int limit = row.job().limits().retry().limit() + 1;
    String of = row.task().isPresent() ? "" : " of " + limit;
    String attempt = "attempt " + (row.attempts().size() + 1) + of;
    return wait.isPositive() ? attempt + " in " + wait.plusMillis(999).toSeconds() + " s" : attempt;
  }

  private static Optional<JobProgress> progress(JobRow row, View view) {
    if (row.attempts().isEmpty()) {
      return Optional.empty();
    }
    return row.isLive()
        ? view.files().progress(row.job().name(), row.attempts().size())
        : row.attempts().getLast().progress();
  }
}
