package dev.pawl.run;

import dev.pawl.model.JobName;
import java.util.Optional;

/** What the files of a run tell beyond its events. */
public interface RunFiles {
  /** Where the log of an attempt is, relative to the project; also when there is none. */
  String relativeLog(JobName job, int attempt);

  /** What the log of an attempt holds now; 0 when there is none. */
  long logBytes(JobName job, int attempt);

  /** The last line of progress that an attempt has told. */
  Optional<String> lastProgress(JobName job, int attempt);
}
