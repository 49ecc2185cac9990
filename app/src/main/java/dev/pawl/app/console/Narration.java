package dev.pawl.app.console;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.model.SafeText;
import dev.pawl.model.WorkflowName;
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
  private final boolean echo;
  private final boolean explain;
  private final int taking;

  /**
   * The telling of one run.
   *
   * @param taking how many of its jobs take part
   */
  Narration(ConsoleStyle style, int taking) {
    this.volume = style.volume();
    this.echo = style.echo();
    this.explain = style.explain();
    this.taking = taking;
  }

  Optional<String> tell(RunState state, Entry entry) {
    return switch (entry.event()) {
      case RunEvent.RunCreated e ->
          normally(
              state.work().isWork()
                  ? "run " + e.run() + ": " + e.workflow()
                  : begun(e.run(), e.workflow(), parts(state.rows().size())));
      case RunEvent.JobPromoted e ->
          normally(e.job() + ": runs in the foreground, because " + e.neededBy() + " needs it");
      case RunEvent.StepDue e -> explained(e.job() + ": runs, because " + e.reason());
      case RunEvent.StepWaiting e ->
          e.holder().flatMap(holder -> normally(e.job() + ": waiting for " + holder));
      case RunEvent.AttemptPlanned e when isPlain(state.row(e.job()), e.attempt()) ->
          explained(e.job() + ": runs, because it is no step (no inputs, outputs, checkpoint)");
      case RunEvent.RetryScheduled e -> normally(retry(state, e, entry.at()));
      case RunEvent.JobFinished e -> finished(state, e);
      case RunEvent.ItemsChanged e -> normally(e.transition().words());
      case RunEvent.WorkHalted e -> normally(e.halt().wire() + ": " + e.reason());
      case RunEvent.ServiceReady e -> verbosely(e.job() + ": ready");
      case RunEvent.RunStopping e ->
          normally(
              e.hard()
                  ? "killing what is left"
                  : e.reason() + ": stopping what runs; once more kills it");
      default -> Optional.empty();
    };
  }

  static String begun(RunId run, WorkflowName workflow, String jobs) {
    return "run " + run + ": " + workflow + ", " + jobs;
  }

  private String parts(int total) {
    return (taking < total ? taking + " of " : "") + Sentences.jobs(total);
  }

  /** The end of a job that did well is not even put into words when nobody asks. */
  private Optional<String> finished(RunState state, RunEvent.JobFinished e) {
    if (e.status().isFailure()) {
      return state.end().isPresent() ? Optional.empty() : normally(failed(state.row(e.job())));
    }
    return ended(state, e.job());
  }

  /** The end of a job that did well, when somebody asks. */
  Optional<String> ended(RunState state, JobName job) {
    boolean asked = volume == Volume.VERBOSE || explain && state.row(job).attempts().isEmpty();
    return asked ? Optional.of(ended(state.row(job))) : Optional.empty();
  }

  /** The summary tells it whole; below the job's own lines its name is enough until then. */
  private String failed(JobRow row) {
    return echo ? row.job().name() + ": " + Sentences.word(row.status()) : ended(row);
  }

  /** For example {@code test: failed, exit code 3 (1.2 s)}. */
  static String ended(JobRow row) {
    StringBuilder text = new StringBuilder(row.job().name().value());
    text.append(": ").append(Sentences.told(row.status(), row.reason()));
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
        + Sentences.told(outcome, last.reason())
        + "; attempt "
        + e.attempt()
        + (row.task().isPresent() ? " " : " of " + (row.job().limits().retry().limit() + 1) + " ")
        + Sentences.due(Duration.between(now, e.dueAt()));
  }

  /** What is said when nothing has been said for long. Nobody knows how much a backlog makes. */
  Optional<String> heartbeat(Progress.Snapshot now) {
    List<String> rows = now.rows().stream().map(Narration::running).toList();
    return normally(
        now.done()
            + (now.total() == 0 ? " done" : "/" + Sentences.jobs(now.total()))
            + ", running: "
            + (rows.isEmpty() ? "none" : Sentences.names(rows))
            + "\n");
  }

  /** For example {@code update 523/1000 (12.0 s)}. */
  private static String running(Progress.Row row) {
    String message = row.message().isEmpty() ? "" : " " + SafeText.line(row.message(), false);
    String told = row.items().map(one -> " " + one.done() + "/" + one.total()).orElse(message);
    return row.job() + told + " (" + Sentences.duration(Duration.ofNanos(row.nanos())) + ")";
  }

  private static boolean isPlain(JobRow row, int attempt) {
    return attempt == 1 && row.job().checkpoint().isEmpty();
  }

  private Optional<String> explained(String text) {
    return explain ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> normally(String text) {
    return volume == Volume.QUIET ? Optional.empty() : Optional.of(text);
  }

  private Optional<String> verbosely(String text) {
    return volume == Volume.VERBOSE ? Optional.of(text) : Optional.empty();
  }
}
