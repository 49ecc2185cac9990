package dev.pawl.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One named unit of a workflow, with every default filled in.
 *
 * @param description for people; "" when none
 * @param needs the jobs that must have ended well before this one starts, file order, no doubles
 * @param priority lower starts first
 * @param tags file order
 * @param failText shown after a failure; "" when none
 * @param checkpoint present when the job is a step of the ledger; a job with a loop always is
 * @param loop present when the command runs once for each item
 */
public record Job(
    JobName name,
    String description,
    List<JobName> needs,
    Script script,
    Limits limits,
    Gate gate,
    Role role,
    int priority,
    Set<String> tags,
    String failText,
    Optional<Checkpoint> checkpoint,
    Optional<Loop> loop) {
  public Job {
    needs = List.copyOf(needs);
    tags = Ordered.set(tags);
    if (loop.isPresent() && checkpoint.isEmpty()) {
      throw new IllegalArgumentException("a loop is a step");
    }
  }

  /** A plain job: a shell text and what it needs. */
  public static Job of(String name, String text, String... needs) {
    List<JobName> names = List.of(needs).stream().map(JobName::new).toList();
    return new Job(
        new JobName(name),
        "",
        names,
        Script.of(text),
        Limits.DEFAULT,
        Gate.OPEN,
        Role.PLAIN,
        0,
        Set.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** The same job as a step of the ledger, with a loop or without. */
  public Job step(Checkpoint checkpoint, Optional<Loop> loop) {
    return new Job(
        name,
        description,
        needs,
        script,
        limits,
        gate,
        role,
        priority,
        tags,
        failText,
        Optional.of(checkpoint),
        loop);
  }
}
