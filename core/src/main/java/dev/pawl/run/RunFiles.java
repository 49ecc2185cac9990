package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import java.util.Optional;

/** What the files of a run tell beyond its events. */
public interface RunFiles {
  /** Where the log of an attempt is, relative to the project; also when there is none. */
  String relativeLog(JobName job, int attempt);

  /** What the log of an attempt holds now; 0 when there is none. */
  long logBytes(JobName job, int attempt);

  /** What became of an attempt that has no end on record, and that nobody drives any more. */
  default Fate fate(JobName job, AttemptRow attempt) {
    return new Fate.Lost();
  }

  /** What an attempt that lives, or whose end nobody saw, has told last of its progress. */
  Optional<JobProgress> progress(JobName job, int attempt);
}
