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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run over the backlog beside its jobs; of another run, nothing. The file is the
 * truth about items: what the events tell of them is what this run has changed.
 */
public final class WorkRows {
  /** Of a job's name, so that a number fits behind it. */
  private static final int LONGEST = 56;

  private @Nullable WorkOrder order;
  private @Nullable WorkSettings settings;
  private @Nullable Backlog backlog;
  private final Map<JobName, OpenTask> open = new LinkedHashMap<>();
  private final Map<AgentName, Instant> pauses = new HashMap<>();
  private final Map<Integer, Transition> unsaved = new LinkedHashMap<>();
  private final Map<String, Integer> parts = new HashMap<>();
  private final Map<ItemId, String> commits = new HashMap<>();
  private final Map<AgentName, Integer> missed = new HashMap<>();
  private final Set<JobName> named = new HashSet<>();
  private final List<Task> withdrawn = new ArrayList<>();
  private int transitions;
  private RunEvent.@Nullable WorkHalted halt;
  private boolean saved;
  private boolean storingOver;

  /** So many tasks were begun. */
  int begun;

  /** So many were given up since the last one that was carried out. */
  int givenUp;

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
    @Nullable TaskEnd last;

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
        forgetWithdrawn();
      }
      case RunEvent.BacklogAsked _ -> looking = true;
      case RunEvent.TaskAdded e -> {
        begun++;
        open.put(e.job(), new OpenTask(e.job(), e.task()));
        named.add(e.job());
      }
      case RunEvent.TaskEnded e -> ended(e, now);
      case RunEvent.AgentPaused e ->
          pauses.merge(e.agent(), e.until(), (one, other) -> one.isAfter(other) ? one : other);
      case RunEvent.ItemsChanged e -> changed(e.transition());
      case RunEvent.ItemsSaved e -> saved(e);
      case RunEvent.WorkHalted e -> halt = e;
      case RunEvent.StoringEnded _ -> storingOver = true;
      case RunEvent.WorkSaved _ -> saved = true;
    }
  }

  private void ended(RunEvent.TaskEnded e, Now now) {
    usage = usage.plus(e.usage());
    OpenTask task = known(open.get(e.job()));
    task.last = e.end();
    AgentName agent = task.task.agent();
    switch (e.end()) {
      case CARRIED_OUT -> {
        givenUp = 0;
        missed.remove(agent);
      }
      case BLOCKED -> missed.remove(agent);
      case FAILED -> {
        missed.remove(agent);
        task.failures++;
      }
      // Those that ran beside the first one to notice it tell of the same outage.
      case UNAVAILABLE -> missed.merge(agent, isPaused(agent, now) ? 0 : 1, Integer::sum);
      case STOPPED -> {}
    }
  }

  private void changed(Transition transition) {
    transitions = Math.max(transitions, transition.number());
    unsaved.put(transition.number(), transition);
    withdrawn.removeIf(task -> transition.touches(task.item()));
    if (backlog != null) {
      backlog = transition.applyTo(backlog);
    }
    transition.done().ifPresent(done -> part(transition, done));
  }

  /** Whoever lets a blocked item go on gives it all its parts anew. */
  private void part(Transition transition, Transition.Done done) {
    String phase = name(done.task());
    boolean goesOn =
        transition
            .change(done.task().item())
            .map(change -> change.to().block().isEmpty())
            .orElse(false);
    if (Working.isPart(done.result()) && goesOn) {
      parts.merge(phase, 1, Integer::sum);
    } else {
      parts.remove(phase);
    }
  }

  /** From now on the work on its items rests on that commit. */
  private void saved(RunEvent.ItemsSaved e) {
    Transition transition = unsaved.remove(e.number());
    if (transition == null || e.commit().isEmpty() || transition.done().isEmpty()) {
      return;
    }
    for (Transition.Change change : transition.changes()) {
      commits.put(change.to().id(), e.commit().get());
    }
    if (backlog != null) {
      backlog = marked(backlog);
    }
  }

  /**
   * With the commits on which the work on its items rests; the file has them with its next save.
   */
  Backlog marked(Backlog plain) {
    Backlog marked = plain;
    for (Map.Entry<ItemId, String> commit : commits.entrySet()) {
      Optional<Item> item = plain.find(commit.getKey());
      if (item.isPresent() && !item.get().lastCommit().equals(commit.getValue())) {
        marked = marked.with(item.get().draft().lastCommit(commit.getValue()).item());
      }
    }
    return marked;
  }

  /** A job has its final status. */
  void finished(RunEvent.JobFinished e) {
    OpenTask task = open.remove(e.job());
    if (task != null) {
      looked = false;
      givenUp += e.status().isFailure() && task.last == TaskEnd.FAILED ? 1 : 0;
      if (e.status() == JobStatus.CANCELLED && e.reason().equals(Optional.of(Reasons.CANCELLED))) {
        withdrawn.add(task.task);
        forgetWithdrawn();
      }
    }
  }

  /** What a person has cancelled and has blocked, ended or moved besides is dealt with. */
  private void forgetWithdrawn() {
    if (backlog != null) {
      Backlog now = backlog;
      withdrawn.removeIf(task -> !task.isFor(now));
    }
  }

  /** Differs when anything here does. */
  int hash() {
    int counts = Objects.hash(begun, givenUp, missed, usage, looked, looking, transitions);
    int items = Objects.hash(backlog, pauses, unsaved, parts, commits, named, withdrawn);
    int failures = 0;
    for (OpenTask task : open.values()) {
      failures = failures * 31 + Objects.hash(task.job, task.failures, task.last);
    }
    int end = Objects.hash(halt, storingOver, saved);
    return Objects.hash(order, settings, counts, items, failures, end);
  }

  /** Whether the run is one over the backlog. */
  public boolean isWork() {
    return order != null;
  }

  /** Whether the backlog is known: before that, nothing can be decided. */
  boolean isKnown() {
    return backlog != null;
  }

  /** What a person has asked for; only of a run over the backlog. */
  public WorkOrder order() {
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

  /** Whether a change is being saved beside which nothing may start. */
  boolean isSavedAlone() {
    return unsaved.values().stream()
        .anyMatch(one -> one.done().map(done -> done.task().destructive()).orElse(false));
  }

  /** Changes that are not saved, oldest first. */
  Collection<Transition> unsaved() {
    return Collections.unmodifiableCollection(unsaved.values());
  }

  /** Tasks that a person has cancelled, and whose item stands there still. */
  List<Task> withdrawn() {
    return Collections.unmodifiableList(withdrawn);
  }

  int nextTransition() {
    return transitions + 1;
  }

  /** So many parts of its phase an item has behind it. */
  int parts(Task task) {
    return parts.getOrDefault(name(task), 0);
  }

  /** Until when an agent is given nothing; empty when it may be. */
  Optional<Instant> pause(AgentName agent, Now now) {
    return Optional.ofNullable(pauses.get(agent)).filter(until -> until.isAfter(now.wall()));
  }

  private boolean isPaused(AgentName agent, Now now) {
    return pause(agent, now).isPresent();
  }

  /** So often was an agent unavailable since it has worked last. */
  int missed(AgentName agent) {
    return missed.getOrDefault(agent, 0);
  }

  /** Whether any agent was unavailable in this run. */
  boolean mayMiss() {
    return !pauses.isEmpty();
  }

  /** Whether this run has done nothing yet. */
  boolean isFresh() {
    return transitions == 0 && begun == 0;
  }

  /** A name for the next job of a task: {@code WRK-007.build}, then {@code WRK-007.build.2}. */
  JobName nextName(Task task) {
    String name = name(task);
    JobName next = new JobName(name);
    for (int number = 2; named.contains(next); number++) {
      next = new JobName(name + "." + number);
    }
    return next;
  }

  /** Cut so that a number fits behind it. */
  private static String name(Task task) {
    String name = task.item() + "." + task.phase();
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  /** Why it has halted. */
  public Optional<RunEvent.WorkHalted> halt() {
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
