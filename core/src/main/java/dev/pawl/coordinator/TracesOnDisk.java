package dev.pawl.coordinator;

import dev.pawl.journal.RunFilesOnDisk;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Identity;
import dev.pawl.process.Keeper;
import dev.pawl.process.Keeper.Outcome;
import dev.pawl.run.AttemptRow;
import dev.pawl.run.Fate;
import dev.pawl.run.RunFiles;
import dev.pawl.run.RunState;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the files of a run and the table of processes tell of it, for somebody who looks.
 *
 * @param boot of the machine when the run was last driven
 */
public record TracesOnDisk(RunFolder folder, RunFiles files, String boot) implements RunFiles {
  /** With what jobs are stopped together with their run. */
  private static final Set<Integer> STOPS = Set.of(1, 2, 9, 15);

  /** The traces of a run; {@code mask} takes the secrets out of what jobs told. */
  public static TracesOnDisk of(RunFolder folder, RunState state, UnaryOperator<String> mask) {
    return new TracesOnDisk(folder, new RunFilesOnDisk(folder, mask), state.owner().boot());
  }

  @Override
  public String relativeLog(JobName job, int attempt) {
    return files.relativeLog(job, attempt);
  }

  @Override
  public long logBytes(JobName job, int attempt) {
    return files.logBytes(job, attempt);
  }

  @Override
  public Optional<JobProgress> progress(JobName job, int attempt) {
    return files.progress(job, attempt);
  }

  @Override
  public Fate fate(JobName job, AttemptRow attempt) {
    if (attempt.pid() > 0 && new Identity(boot, attempt.pid(), attempt.start()).alive()) {
      return new Fate.Lives();
    }
    return status(folder, job, attempt.number())
        .<Fate>map(status -> new Fate.Ended(status.code(), status.signal()))
        .orElseGet(Fate.Lost::new);
  }

  /** What the keeper of an attempt has left, unless that was stopped with its run. */
  static Optional<ExitStatus> status(RunFolder folder, JobName job, int attempt) {
    return left(folder, job, attempt).filter(status -> !STOPS.contains(status.signal()));
  }

  /** What the keeper of an attempt has left. */
  static Optional<ExitStatus> left(RunFolder folder, JobName job, int attempt) {
    return Keeper.outcome(folder.exitFile(job, attempt)) instanceof Outcome.Exited exited
        ? Optional.of(exited.status())
        : Optional.empty();
  }
}
