package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.Secrets;
import dev.pawl.process.ExitStatus;
import dev.pawl.run.RunEvent;
import java.io.File;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What attempts have told of their progress. Read when an attempt ends, to become part of the
 * record of its end; removed when that is written, so that a crash in between loses nothing. What
 * an attempt told that has plainly succeeded matters to nobody: most jobs of a large run tell
 * nothing, so its file is not even asked for, and goes with the end of the run. Belongs to the
 * coordinator.
 */
final class ToldProgress {
  private final RunFolder folder;
  private final Secrets secrets;
  private final Set<File> files = new HashSet<>();
  private final Set<JobName> stopped = new HashSet<>();

  ToldProgress(RunFolder folder, Secrets secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /** An attempt of a job is to be stopped: however it exits, it has not plainly succeeded. */
  void stopped(JobName job) {
    stopped.add(job);
  }

  /** What an attempt has told last that exited so; empty when it has plainly succeeded. */
  Optional<JobProgress> last(Job job, int attempt, @Nullable ExitStatus status) {
    boolean plain = job.checkpoint().isEmpty() && !job.role().isService();
    return plain && status != null && status.succeeded() && !stopped.contains(job.name())
        ? Optional.empty()
        : last(job.name(), attempt);
  }

  /** What an attempt that is over has told last. */
  Optional<JobProgress> last(JobName job, int attempt) {
    File file = folder.progressFile(job, attempt).toFile();
    if (!file.exists()) {
      return Optional.empty();
    }
    files.add(file);
    return folder.progress(job, attempt, secrets::scrub);
  }

  /** No attempt is left: removes what those have told that succeeded. */
  void close() {
    folder.removeTraces();
  }

  /**
   * The end of an attempt is written. What it has put in the place of a file and is no file stays
   * where it is until the run is removed.
   */
  void recorded(RunEvent.AttemptFinished e) {
    if (!files.isEmpty()) {
      File file = folder.progressFile(e.job(), e.attempt()).toFile();
      if (files.remove(file)) {
        file.delete();
      }
    }
  }
}
