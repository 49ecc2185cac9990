package dev.pawl.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A named graph of jobs, checked: names are unique, needs exist and have no cycle.
 *
 * @param description for people; "" when none
 * @param concurrency jobs at a time; empty means as many as there are processors
 * @param failFast whether the first failure cancels what runs and starts nothing more
 * @param env variables of all its jobs, literal, file order
 * @param jobs in file order
 * @param notices what is told after a run
 */
public record Workflow(
    WorkflowName name,
    String description,
    Mode mode,
    OptionalInt concurrency,
    boolean failFast,
    Map<String, String> env,
    List<Job> jobs,
    Notices notices) {
  public Workflow {
    env = Ordered.map(env);
    jobs = List.copyOf(jobs);
  }

  /** A workflow that tells nobody of its runs. */
  public Workflow(
      WorkflowName name,
      String description,
      Mode mode,
      OptionalInt concurrency,
      boolean failFast,
      Map<String, String> env,
      List<Job> jobs) {
    this(name, description, mode, concurrency, failFast, env, jobs, Notices.NONE);
  }

  /** The same workflow with these notices. */
  public Workflow telling(Notices others) {
    return new Workflow(name, description, mode, concurrency, failFast, env, jobs, others);
  }

  /** The longest grace that anything of it has, notices included. */
  public Duration longestGrace() {
    return jobs.stream()
        .map(job -> job.limits().grace())
        .reduce(notices.longestGrace(), (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  /** A parallel workflow of the given jobs, with every default. */
  public static Workflow of(String name, Job... jobs) {
    return new Workflow(
        new WorkflowName(name),
        "",
        Mode.PARALLEL,
        OptionalInt.empty(),
        false,
        Map.of(),
        List.of(jobs));
  }

  /** How many jobs run at a time and what a failure means for the others. */
  public enum Mode {
    /** As many at a time as the concurrency allows. */
    PARALLEL,
    /** One at a time. */
    SEQUENTIAL,
    /** One at a time, and nothing after the first failure. */
    PIPED
  }
}
