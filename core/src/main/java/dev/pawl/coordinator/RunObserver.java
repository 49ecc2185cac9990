package dev.pawl.coordinator;

import dev.pawl.model.JobName;
import dev.pawl.run.Entry;
import dev.pawl.run.RunState;
import java.util.List;

/** Is shown a run as it happens. Must be quick and never throw. */
public interface RunObserver {
  /**
   * Events, after they are written; on the coordinator thread.
   *
   * @param state may be read only during the call
   */
  void recorded(RunState state, List<Entry> entries);

  /** A whole line of a job, as it wrote it; on the coordinator thread. Only when asked for. */
  void line(JobName job, int attempt, String line);

  /** How many items of a loop are completed; on the coordinator thread, often. */
  default void progressed(JobName job, int done, int total) {}

  /** Something worth knowing that is no event; on the coordinator thread. */
  void notice(String text);
}
