package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The jobs by which tasks are carried out. */
final class TaskJobs {
  private TaskJobs() {}

  /** The job of a task; its script names the agent, which is started by who knows how. */
  static Job job(RunEvent.TaskAdded added) {
    return new Job(
        added.job(),
        added.title(),
        List.of(),
        Script.of(added.task().agent().value()),
        new Limits(Optional.of(added.timeout()), Limits.DEFAULT_GRACE, Retry.NONE),
        Gate.OPEN,
        Role.PLAIN,
        0,
        Set.of(added.task().item().value()),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** What is recorded of a task that begins. */
  static RunEvent.TaskAdded added(WorkSettings settings, JobName name, Item item, Task task) {
    Optional<Phase> phase = phase(settings, item, task.position());
    Duration timeout = phase.flatMap(Phase::timeout).orElse(settings.execution().phaseTimeout());
    return new RunEvent.TaskAdded(name, item.title(), task, timeout);
  }

  /** What an agent would be given next about an item. */
  static Task next(WorkSettings settings, Item item) {
    Optional<Position> position = position(item);
    AgentName agent = agent(settings, item).orElseThrow();
    boolean destructive = phase(settings, item, position).map(Phase::destructive).orElse(false);
    return new Task(item.id(), position, agent, destructive);
  }

  /** The agent that would be given that; empty when none is configured. */
  static Optional<AgentName> agent(WorkSettings settings, Item item) {
    return phase(settings, item, position(item)).flatMap(Phase::agent).or(settings::defaultAgent);
  }

  private static Optional<Position> position(Item item) {
    return item.status() == ItemStatus.NEW ? Optional.empty() : item.position();
  }

  /** So many attempts more has a task that failed. */
  static int retries(WorkSettings settings, Item item, Task task) {
    return phase(settings, item, task.position())
        .map(Phase::retries)
        .filter(OptionalInt::isPresent)
        .map(OptionalInt::getAsInt)
        .orElse(settings.execution().retries());
  }

  private static Optional<Phase> phase(
      WorkSettings settings, Item item, Optional<Position> position) {
    return position.flatMap(at -> settings.pipeline(item).flatMap(pipeline -> pipeline.at(at)));
  }
}
