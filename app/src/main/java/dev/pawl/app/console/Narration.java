package dev.pawl.app.console;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.model.JobStatus;
import dev.pawl.run.AttemptRow;
import dev.pawl.run.Entry;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which events of a run are worth a line while it goes on, and what the line says. */
final class Narration {
  private final Volume volume;

  Narration(Volume volume) {
    this.volume = volume;
  }

  Optional<String> tell(RunState state, Entry entry) {
    return switch (entry.event()) {
      case RunEvent.RunCreated e ->
          normally(
              "run " + e.run() + ": " + e.workflow() + ", " + Sentences.jobs(state.rows().size()));
      case RunEvent.JobPromoted e ->
          normally(e.job() + ": runs in the foreground, because " + e.neededBy() + " needs it");
      case RunEvent.RetryScheduled e -> normally(retry(state, e, entry.at()));
      case RunEvent.JobFinished e -> finished(state.row(e.job()), e);
      case RunEvent.ServiceReady e -> verbosely(e.job() + ": ready");
      case RunEvent.RunStopping e ->
          normally(
              e.hard()
                  ? "killing what is left"
                  : e.reason() + ": stopping what runs; once more kills it");
      default -> Optional.empty();
    };
  }

  /** The end of a job that did well is not even put into words when nobody asks. */
  private Optional<String> finished(JobRow row, RunEvent.JobFinished e) {
    Volume least = e.status().isFailure() ? Volume.NORMAL : Volume.VERBOSE;
    return volume.compareTo(least) < 0 ? Optional.empty() : Optional.of(ended(row));
  }

  /** For example {@code test: failed, exit code 3 (1.2 s)}. */
  static String ended(JobRow row) {
    StringBuilder text = new StringBuilder(row.job().name().value());
    text.append(": ").append(Sentences.word(row.status()));
    row.reason().ifPresent(reason -> text.append(", ").append(reason));
    if (row.startedAt().isPresent() && row.finishedAt().isPresent()) {
      Duration took = Duration.between(row.startedAt().get(), row.finishedAt().get());
      text.append(" (").append(Sentences.duration(took)).append(')');
    }
    return text.toString();
  }

  private static String retry(RunState state, RunEvent.RetryScheduled e, Instant now) {
    JobRow row = state.row(e.job());
    AttemptRow last = row.attempts().getLast();
    JobStatus outcome = last.outcome().orElse(JobStatus.FAILED);
    return e.job()
        + ": "
        + Sentences.word(outcome)
        + last.reason().map(reason -> ", " + reason).orElse("")
        + "; attempt "
        + e.attempt()
        + " of "
        + (row.job().limits().retry().limit() + 1)
        + " in "
        + Sentences.duration(Duration.between(now, e.dueAt()));
  }

  /** What is said when nothing has been said for long. */
  Optional<String> heartbeat(Progress.Snapshot now) {
    List<String> rows =
        now.rows().stream()
            .map(row -> row.job() + " (" + Sentences.duration(Duration.ofNanos(row.nanos())) + ")")
            .toList();
    return normally(
        now.done()
            + "/"
            + Sentences.jobs(now.total())
            + ", running: "
            + (rows.isEmpty() ? "none" : Sentences.names(rows))
            + "\n");
  }

  private Optional<String> normally(String text) {
    return volume == Volume.QUIET ? Optional.empty() : Optional.of(text);
  }

  private Optional<String> verbosely(String text) {
    return volume == Volume.VERBOSE ? Optional.of(text) : Optional.empty();
  }
}
