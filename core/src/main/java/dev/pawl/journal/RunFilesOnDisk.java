package dev.pawl.journal;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.run.RunFiles;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the files of a run tell, read as they are at this moment.
 *
 * @param mask takes the secrets out of a line
 */
public record RunFilesOnDisk(RunFolder folder, UnaryOperator<String> mask) implements RunFiles {
  @Override
  public String relativeLog(JobName job, int attempt) {
    return folder.relativeLog(job, attempt);
  }

  @Override
  public long logBytes(JobName job, int attempt) {
    return folder.logBytes(job, attempt);
  }

  @Override
  public Optional<JobProgress> progress(JobName job, int attempt) {
    return folder.progress(job, attempt, mask);
  }
}
