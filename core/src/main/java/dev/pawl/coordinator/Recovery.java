package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.JobProgress;
import dev.pawl.posix.KernelLock;
import dev.pawl.process.ExitStatus;
import dev.pawl.run.JobReport;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunReport;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Records the end of a run that nobody drives any more. What its jobs have left in files counts: an
 * exit status that a keeper wrote is the job's outcome. What had started otherwise is interrupted,
 * the rest cancelled.
 */
public final class Recovery {
  /** Attempts end in the first, steps in the second, notices in the third. */
  private static final int MOST_ROUNDS = 10;

  private final RunFolder folder;
  private final RunState state;
  private final Turns turns;
  private final UnaryOperator<String> mask;

  private Recovery(RunFolder folder, RunState state, Turns turns, UnaryOperator<String> mask) {
    this.folder = folder;
    this.mask = mask;
    this.state = state;
    this.turns = turns;
  }

  /**
   * Ends a run whose coordinator has died, with what of it still lives.
   *
   * @param mask takes the secrets out of what jobs told
   * @return the reason that was recorded; empty when somebody drives the run, or it has ended
   * @throws BrokenFileException if it cannot be recorded
   */
  public static Optional<String> endLost(RunFolder folder, UnaryOperator<String> mask) {
    return end(folder, StopCause.LOST, RunReport.LOST, mask);
  }

  /** The same for another reason; empty when somebody else has the run. */
  static Optional<String> end(
      RunFolder folder, StopCause cause, String reason, UnaryOperator<String> mask) {
    try (KernelLock lock = new Locks(folder.project()).run(folder.run())) {
      return lock.tryLock()
          ? endLocked(folder, new RunCommand.StopRun(cause, 0, reason), mask)
          : Optional.empty();
    } catch (IOException e) {
      throw BrokenFileException.cannot("lock", folder.path(), e);
    }
  }

  private static Optional<String> endLocked(
      RunFolder folder, RunCommand.StopRun stop, UnaryOperator<String> mask) {
    Plan plan = Plans.read(folder);
    Journal.Reopened found = Journal.reopen(folder.journal(), plan.sync(), e -> {});
    try (Journal journal = found.journal()) {
      RunState state = RunReader.replay(folder, plan.workflow(), found.entries());
      if (state.end().isPresent()) {
        return Optional.empty();
      }
      Turns turns = new Turns(state, journal, found.entries().size(), Turns.Watcher.NONE);
      new Recovery(folder, state, turns, mask).end(stop);
      return Optional.of(stop.reason());
    }
  }

  private void end(RunCommand.StopRun stop) {
    List<RunCommand> known = new ArrayList<>();
    for (JobRow row : state.rows()) {
      if (row.isLive() && row.loop().isEmpty()) {
        kept(row).ifPresent(known::add);
      }
    }
    stopLeftovers();
    turns.record(new RunEvent.TakenOver(Driven.self()));
    known.add(stop);
    turns.settle(known);
    for (int round = 0; state.end().isEmpty(); round++) {
      if (round > MOST_ROUNDS) {
        throw new IllegalStateException("run " + folder.run() + " does not come to its end");
      }
      List<RunCommand> rest = state.rows().stream().flatMap(row -> lost(row).stream()).toList();
      turns.settle(rest.isEmpty() ? List.of(new RunCommand.NoticesTold(List.of())) : rest);
    }
  }

  /** The helper of a run in the foreground stops its jobs itself; asking twice helps nobody. */
  private void stopLeftovers() {
    KeptItems kept = KeptItems.find(folder);
    kept.keepFor(state);
    Leftovers left = new Leftovers(state);
    if (!state.isTakenOver()) {
      left.await(state.workflow().longestGrace().plusSeconds(2));
    }
    kept.giveUpLiving();
    left.stop(state.workflow().longestGrace());
  }

  /** A job that ended by itself; one that was stopped with its run is interrupted. */
  private Optional<RunCommand> kept(JobRow row) {
    return TracesOnDisk.status(folder, row.job().name(), row.attempts().size())
        .map(status -> ended(row, Optional.of(status)));
  }

  private Optional<RunCommand> lost(JobRow row) {
    int attempt = row.attempts().size();
    if (row.isUnsealed()) {
      return Optional.of(
          new RunCommand.StepSealed(row.job().name(), attempt, new RunCommand.Seal.Stopped()));
    }
    if (!row.isLive()) {
      return Optional.empty();
    }
    if (row.loop().isEmpty()) {
      return Optional.of(ended(row, TracesOnDisk.left(folder, row.job().name(), attempt)));
    }
    String words = progress(row).map(told -> "; " + JobReport.words(row, told)).orElse("");
    return Optional.of(
        new RunCommand.LoopBroke(
            row.job().name(), attempt, OptionalInt.empty(), 0, RunReport.LOST + words));
  }

  private RunCommand ended(JobRow row, Optional<ExitStatus> status) {
    int attempt = row.attempts().size();
    return new RunCommand.AttemptEnded(
        row.job().name(),
        attempt,
        status.map(one -> OptionalInt.of(one.code())).orElseGet(OptionalInt::empty),
        status.map(ExitStatus::signal).orElse(0),
        folder.logBytes(row.job().name(), attempt),
        "",
        "",
        progress(row));
  }

  private Optional<JobProgress> progress(JobRow row) {
    return folder.progress(row.job().name(), row.attempts().size(), mask);
  }
}
