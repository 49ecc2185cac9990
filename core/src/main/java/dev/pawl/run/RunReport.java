package dev.pawl.run;

import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.WorkflowName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts of a run as every listing shows them. They are derived when somebody looks: a run that
 * nobody drives any more is never shown as running, whatever its last event says.
 *
 * @param reason what the status does not tell by itself
 * @param finishedAt empty while it runs, and when its end was not recorded
 * @param exitCode empty while it runs, and when its end was not recorded
 * @param jobs in file order
 */
public record RunReport(
    RunId run,
    WorkflowName workflow,
    RunStatus status,
    Optional<String> reason,
    Optional<RunId> parent,
    Instant startedAt,
    Optional<Instant> finishedAt,
    OptionalInt exitCode,
    List<JobReport> jobs) {
  /** Why a run is over that has no end. */
  public static final String LOST =
      "its coordinator ended without finishing the run (killed or power loss)";

  public RunReport {
    jobs = List.copyOf(jobs);
  }

  /**
   * The report of a run that was created.
   *
   * @param driven whether its coordinator lives, or something that is about to start another one;
   *     when not, and its end was not recorded, the report is what a recovery would record: what
   *     had started is interrupted, the rest cancelled
   * @param now for what is left of a wait
   */
  public static RunReport of(RunState state, boolean driven, RunFiles files, Instant now) {
    boolean lost = !driven && state.end().isEmpty();
    JobReport.View view = new JobReport.View(lost, files, now);
    return new RunReport(
        state.created().run(),
        state.workflow().name(),
        lost ? RunStatus.INTERRUPTED : state.status(),
        lost ? Optional.of(LOST) : reason(state),
        state.created().parent(),
        state.startedAt().orElseThrow(),
        state.finishedAt(),
        state.end().map(end -> OptionalInt.of(end.exitCode())).orElseGet(OptionalInt::empty),
        state.rows().stream().map(row -> JobReport.of(row, view)).toList());
  }

  /** While a run is being stopped it says already why; else which notice of it failed. */
  private static Optional<String> reason(RunState state) {
    Optional<String> reason =
        state.end().isPresent()
            ? state.end().get().reason()
            : state.stop().map(RunEvent.RunStopping::reason);
    return reason.or(() ->
        state.failedNotices().stream()
            .map(failed -> "notice on " + failed.notice().wire() + ": " + failed.reason())
            .reduce((one, other) -> one + "; " + other));
  }
}
