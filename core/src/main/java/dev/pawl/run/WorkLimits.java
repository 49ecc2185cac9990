package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Halting;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Scope;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.Transition;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What keeps a run over the backlog from beginning what it would begin otherwise. */
final class WorkLimits {
  /**
   * So often may an agent be unavailable in a row. With the waits in between that is three hours,
   * and six when its use is up for nobody knows how long.
   */
  private static final int MOST_MISSED = 24;

  private final RunState state;
  private final WorkRows work;
  private final Execution execution;
  private final Now now;

  WorkLimits(RunState state, Now now) {
    this.state = state;
    this.work = state.work;
    this.execution = work.settings().execution();
    this.now = now;
  }

  /** Why nothing new may be begun. */
  Optional<Halting.Reason> any() {
    return breaker().or(this::count).or(this::budget);
  }

  /** Why not even what was begun may be tried again. */
  Optional<Halting.Reason> hard() {
    return breaker().or(this::budget);
  }

  private Optional<Halting.Reason> breaker() {
    return work.givenUp < execution.circuitBreaker()
        ? Optional.empty()
        : Optional.of(
            new Halting.Reason(
                Halt.CIRCUIT_BREAKER,
                work.givenUp == 1
                    ? "a phase was given up"
                    : work.givenUp + " phases in a row were given up"));
  }

  private Optional<Halting.Reason> count() {
    return work.begun < execution.cap()
        ? Optional.empty()
        : cap("the cap of " + execution.cap() + " in one run is reached");
  }

  private Optional<Halting.Reason> budget() {
    if (end().map(end -> !now.wall().isBefore(end)).orElse(false)) {
      return cap("max_time is reached");
    }
    boolean costly = execution.maxCost().map(most -> work.usage.cost() >= most).orElse(false);
    return costly ? cap("max_cost is reached") : Optional.empty();
  }

  private static Optional<Halting.Reason> cap(String words) {
    return Optional.of(new Halting.Reason(Halt.CAP_REACHED, words));
  }

  private Optional<Instant> end() {
    return execution.maxTime().map(most -> state.startedAt().orElseThrow().plus(most));
  }

  /** When to go on with what waits until then: not after the time of the run is up. */
  Instant until(Instant then) {
    return end().filter(end -> end.isBefore(then)).orElse(then);
  }

  /** Whether an agent was unavailable for too long. */
  boolean isGivenUp(AgentName agent) {
    return work.missed(agent) >= MOST_MISSED;
  }

  /** Why an agent is not asked any more. */
  static String givenUp(AgentName agent) {
    return agent + " was unavailable " + MOST_MISSED + " times in a row";
  }

  /** Until when an agent is given nothing; empty when it may be. */
  Optional<Instant> pause(AgentName agent) {
    return work.pause(agent, now);
  }

  /** All that the choice of what is done now depends on. */
  Situation now() {
    return situation(agent -> isGivenUp(agent) || pause(agent).isPresent());
  }

  /** The same as if pauses of agents were over. */
  Situation afterPauses() {
    return situation(this::isGivenUp);
  }

  /** The same as if every agent could work. */
  Situation unhindered() {
    return situation(_ -> false);
  }

  private Situation situation(Predicate<AgentName> rests) {
    Set<ItemId> resting = new HashSet<>();
    if (work.mayMiss()) {
      work.backlog().items().stream()
          .filter(item -> isUpToAgent(item, rests))
          .forEach(item -> resting.add(item.id()));
    }
    Optional<ItemId> target =
        Halting.target(work.order(), work.backlog(), work.settings(), resting);
    Map<ItemId, Boolean> underWay = new HashMap<>();
    for (WorkRows.OpenTask open : work.open()) {
      if (state.row(open.job).retryAt().isPresent()) {
        resting.add(open.task.item());
      } else {
        underWay.put(open.task.item(), open.task.destructive());
      }
    }
    work.unsaved().forEach(transition -> hold(transition, underWay));
    Scope scope = new Scope(target, work.order().filter());
    return new Situation(work.backlog(), work.settings(), underWay, resting, scope);
  }

  /**
   * What is being saved keeps its place, so that it is not overtaken meanwhile; and until it is
   * committed nothing else may change the files that a destructive phase has changed.
   */
  private static void hold(Transition transition, Map<ItemId, Boolean> underWay) {
    transition.changes().forEach(change -> underWay.putIfAbsent(change.to().id(), false));
    transition
        .done()
        .map(Transition.Done::task)
        .ifPresent(task -> underWay.merge(task.item(), task.destructive(), Boolean::logicalOr));
  }

  private boolean isUpToAgent(Item item, Predicate<AgentName> rests) {
    boolean asks =
        item.status() == ItemStatus.NEW
            || item.status() == ItemStatus.SCOPING
            || item.status() == ItemStatus.IN_PROGRESS;
    return asks && TaskJobs.agent(work.settings(), item).map(rests::test).orElse(false);
  }
}
