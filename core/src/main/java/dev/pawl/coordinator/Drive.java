package dev.pawl.coordinator;

import dev.pawl.line.DiskProblem;
import dev.pawl.model.JobStatus;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drives a run until it is over, or rests for another coordinator: one way out for all of them.
 *
 * @param door opens the run to the requests of others, and is the first to be closed
 */
record Drive(Loop loop, RunState state, Supplier<RunControl.Opened> door) {
  private static final int FAULT = 70;

  /** Whatever ends the loop, what was started is gone before this returns. */
  RunOutcome from(List<RunEvent> first, List<RunCommand> begin) {
    try (loop;
        RunControl.Opened _ = door.get()) {
      return driven(first, begin);
    }
  }

  /** A loop that is abandoned must still be open: what it was at work on is recorded then. */
  private RunOutcome driven(List<RunEvent> first, List<RunCommand> begin) {
    try {
      loop.run(first, begin);
      return new RunOutcome(exitCode(), Optional.of(state), List.of());
    } catch (InterruptedException e) {
      RunOutcome outcome = abandoned("interrupted");
      Thread.currentThread().interrupt();
      return outcome;
    } catch (RuntimeException | OutOfMemoryError e) {
      return abandoned(DiskProblem.orBug(e));
    }
  }

  /** What is not in the records, nobody may take for what has happened. */
  private RunOutcome abandoned(String reason) {
    loop.abandon(reason);
    Optional<RunState> known = loop.isRecorded() ? Optional.of(state) : Optional.empty();
    return new RunOutcome(FAULT, known, List.of(reason));
  }

  /** Of a run that was handed over, the foreground decides. */
  private int exitCode() {
    return state
        .end()
        .map(RunEvent.RunFinished::exitCode)
        .orElseGet(() -> state.rows().stream().anyMatch(Drive::isBad) ? 1 : 0);
  }

  private static boolean isBad(JobRow row) {
    JobStatus status = row.status();
    return !row.background()
        && (status.isFailure() || status == JobStatus.CANCELLED || status == JobStatus.INTERRUPTED);
  }
}
