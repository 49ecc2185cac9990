package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run over the backlog beside its jobs; of another run, nothing. The file is the
 * truth about items: what the events tell of them is what this run has changed.
 */
final class WorkRows {
  /** Of a job's name, so that a number fits behind it. */
  private static final int LONGEST = 56;

  private @Nullable WorkOrder order;
  private @Nullable WorkSettings settings;
  private @Nullable Backlog backlog;
  private final Map<JobName, OpenTask> open = new LinkedHashMap<>();
  private final Map<AgentName, Instant> pauses = new HashMap<>();
  private final Map<Integer, Transition> unsaved = new LinkedHashMap<>();
  private final Map<ItemId, Integer> parts = new HashMap<>();
  private final Map<String, Integer> named = new HashMap<>();
  private final List<ItemId> withdrawn = new ArrayList<>();
  private int transitions;
  private RunEvent.@Nullable WorkHalted halt;
  private boolean saved;
  private boolean storingOver;

  /** So many tasks were begun. */
  int begun;

  /** So many were given up since the last one that was carried out. */
  int givenUp;

  /** So often was an agent unavailable since one has worked. */
  int unavailable;

  /** What agents have used. */
  Usage usage = Usage.NONE;

  /** Whether the file was looked at after the last thing that happened, or is being looked at. */
  boolean looked;

  boolean looking;

  /** A task of which the last word is not said. */
  static final class OpenTask {
    final JobName job;
    final Task task;
    int failures;

    OpenTask(JobName job, Task task) {
      this.job = job;
      this.task = task;
    }
  }

  void apply(RunEvent.WorkEvent event, Now now) {
    if (!(event instanceof RunEvent.BacklogAsked)) {
      looked = false;
    }
    switch (event) {
      case RunEvent.WorkBegan e -> order = e.order();
      case RunEvent.BacklogSeen e -> {
        settings = e.settings();
        backlog = e.backlog();
        looked = true;
        looking = false;
      }
      case RunEvent.BacklogAsked _ -> looking = true;
      case RunEvent.TaskAdded e -> {
        begun++;
        open.put(e.job(), new OpenTask(e.job(), e.task()));
        named.merge(name(e.task()), 1, Integer::sum);
      }
      case RunEvent.TaskEnded e -> ended(e);
      case RunEvent.AgentPaused e -> pauses.put(e.agent(), e.until());
      case RunEvent.ItemsChanged e -> changed(e.transition());
      case RunEvent.ItemsSaved e -> saved(e);
      case RunEvent.WorkHalted e -> halt = e;
      case RunEvent.StoringEnded _ -> storingOver = true;
      case RunEvent.WorkSaved _ -> saved = true;
    }
  }

  private void ended(RunEvent.TaskEnded e) {
    usage = usage.plus(e.usage());
    switch (e.end()) {
      case CARRIED_OUT, BLOCKED -> {
        givenUp = 0;
        unavailable = 0;
      }
      case FAILED -> {
        unavailable = 0;
        OpenTask task = open.get(e.job());
        if (task != null) {
          task.failures++;
        }
      }
      case UNAVAILABLE -> unavailable++;
      case STOPPED -> {}
    }
  }

  private void changed(Transition transition) {
    transitions = Math.max(transitions, transition.number());
    unsaved.put(transition.number(), transition);
    withdrawn.removeIf(transition::touches);
    if (backlog != null) {
      backlog = transition.applyTo(backlog);
    }
    transition
        .done()
        .ifPresent(done -> {
          ItemId item = done.task().item();
          boolean part = Working.isPart(done.result());
          parts.merge(item, 1, (before, one) -> part ? before + one : 0);
          parts.computeIfPresent(item, (id, count) -> part ? count : null);
        });
  }

  /** From now on the work on its items rests on that commit. */
  private void saved(RunEvent.ItemsSaved e) {
    Transition transition = unsaved.remove(e.number());
    if (transition == null || e.commit().isEmpty() || backlog == null) {
      return;
    }
    for (Transition.Change change : transition.changes()) {
      Optional<Item> item = backlog.find(change.to().id());
      if (item.isPresent() && transition.done().isPresent()) {
        backlog = backlog.with(item.get().draft().lastCommit(e.commit().get()).item());
      }
    }
  }

  /** A job has its final status. */
  void finished(RunEvent.JobFinished e) {
    OpenTask task = open.remove(e.job());
    if (task != null) {
      looked = false;
      givenUp += e.status().isFailure() && task.failures > 0 ? 1 : 0;
      if (e.status() == JobStatus.CANCELLED) {
        withdrawn.add(task.task.item());
      }
    }
  }

  /** Differs when anything here does. */
  int hash() {
    int counts = Objects.hash(begun, givenUp, unavailable, usage, looked, looking, transitions);
    int items =
        Objects.hash(backlog, pauses, unsaved, parts, named, withdrawn, halt, saved, storingOver);
    int failures = 0;
    for (OpenTask task : open.values()) {
      failures = failures * 31 + Objects.hash(task.job, task.failures);
    }
    return Objects.hash(order, settings, counts, items, failures);
  }

  /** Whether the run is one over the backlog. */
  boolean isWork() {
    return order != null;
  }

  /** Whether the backlog is known: before that, nothing can be decided. */
  boolean isKnown() {
    return backlog != null;
  }

  WorkOrder order() {
    return known(order);
  }

  WorkSettings settings() {
    return known(settings);
  }

  Backlog backlog() {
    return known(backlog);
  }

  private static <T> T known(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the backlog is not known");
    }
    return part;
  }

  /** Tasks without a last word, oldest first. */
  Collection<OpenTask> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  OpenTask task(JobName job) {
    return known(open.get(job));
  }

  /** Changes that are not saved, oldest first. */
  Collection<Transition> unsaved() {
    return Collections.unmodifiableCollection(unsaved.values());
  }

  /** Items whose task a person has cancelled, and that are open. */
  List<ItemId> withdrawn() {
    return withdrawn.stream()
        .filter(id -> backlog().find(id).map(item -> item.block().isEmpty()).orElse(false))
        .filter(id -> !backlog().get(id).isDone())
        .toList();
  }

  int nextTransition() {
    return transitions + 1;
  }

  /** So many parts of its phase an item has behind it. */
  int parts(ItemId item) {
    return parts.getOrDefault(item, 0);
  }

  boolean hasPauses() {
    return !pauses.isEmpty();
  }

  Optional<Instant> pause(AgentName agent) {
    return Optional.ofNullable(pauses.get(agent));
  }

  /** A name for the next job of a task: {@code WRK-007.build}, then {@code WRK-007.build.2}. */
  JobName nextName(Task task) {
    String name = name(task);
    int before = named.getOrDefault(name, 0);
    return new JobName(before == 0 ? name : name + "." + (before + 1));
  }

  /** Cut so that a number fits behind it. */
  private static String name(Task task) {
    String name = task.item() + "." + task.phase();
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  Optional<RunEvent.WorkHalted> halt() {
    return Optional.ofNullable(halt);
  }

  /** Whether what is not saved will not be saved by this run. */
  boolean isStoringOver() {
    return storingOver;
  }

  /** Whether the run may be over. */
  boolean isSaved() {
    return saved;
  }
}
