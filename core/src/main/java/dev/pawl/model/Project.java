package dev.pawl.model;

import java.time.Duration;
import java.util.Map;

/**
 * Everything a {@code pawl.yml} says, checked, with every default filled in.
 *
 * @param workflows by name, file order
 * @param log how much of the past is kept
 * @param sync when journals are forced to the disk
 */
public record Project(Map<WorkflowName, Workflow> workflows, LogLimits log, Sync sync) {
  public Project {
    workflows = Ordered.map(workflows);
  }

  /**
   * How much of the past is kept.
   *
   * @param retention how long the records of a run stay after its end
   * @param keepLast so many of the newest runs that are over stay whatever their age and size
   * @param maxSize of one log, bytes
   * @param maxTotal of all logs of the project, bytes
   */
  public record LogLimits(Duration retention, int keepLast, long maxSize, long maxTotal) {
    public static final LogLimits DEFAULT =
        new LogLimits(Duration.ofDays(7), 3, 10L << 20, 500L << 20);
  }

  /** When a journal is forced to the disk. */
  public enum Sync {
    /** At most 50 ms late, and before a run reports its end. */
    GROUPED,
    /** With every write. */
    ALWAYS
  }
}
