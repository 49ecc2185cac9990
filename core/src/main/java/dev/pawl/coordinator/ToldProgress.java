package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.Secrets;
import dev.pawl.run.RunEvent;
import java.io.File;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What attempts have told of their progress. Read when an attempt ends, to become part of the
 * record of its end; removed when that is written, so that a crash in between loses nothing. An
 * attempt that told nothing costs one question to the file system. Belongs to the coordinator.
 */
final class ToldProgress {
  private final RunFolder folder;
  private final Secrets secrets;
  private final Set<File> files = new HashSet<>();

  ToldProgress(RunFolder folder, Secrets secrets) {
    this.folder = folder;
    this.secrets = secrets;
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
