package dev.pawl.backlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Chooses what is done next: a pure function of the whole backlog, what is under way, and the
 * limits.
 *
 * <p>Approach: ready items are promoted by impact, then age, while there is room in progress. Then
 * free agents are given work: items in progress first, those furthest along before others, then
 * items in scoping, then new ones. A destructive phase runs alone; when it is its turn and it
 * cannot start yet, nothing after it starts either, so that it is not starved.
 */
public final class Selection {
  private static final Comparator<Item> AGE =
      Comparator.comparing(item -> item.created().orElse(Instant.MAX));

  private static final Comparator<Item> IMPACT =
      Comparator.comparing(
          (Item item) -> -item.assessments().impact().map(Level::ordinal).orElse(-1));

  private final Situation situation;
  private final List<Action> actions = new ArrayList<>();
  private int free;

  private Selection(Situation situation) {
    this.situation = situation;
    this.free = situation.settings().execution().concurrency() - situation.underWay().size();
  }

  /** What is to be done now, in this order; empty when nothing can be begun. */
  public static List<Action> next(Situation situation) {
    if (situation.destructiveIsUnderWay()) {
      return List.of();
    }
    Selection selection = new Selection(situation);
    selection.promote();
    selection.fill();
    return List.copyOf(selection.actions);
  }

  private void promote() {
    int room = situation.settings().execution().maxWip() - inProgress();
    if (room <= 0) {
      return;
    }
    Iterator<Item> candidates = candidates(ItemStatus.READY, IMPACT.thenComparing(AGE));
    while (room > 0 && candidates.hasNext()) {
      Item item = candidates.next();
      if (situation.settings().pipeline(item).isPresent() && passes(item)) {
        actions.add(new Action.Promote(item.id()));
        room--;
      }
    }
  }

  private int inProgress() {
    return (int)
        situation.backlog().items().stream()
            .filter(item -> item.status() == ItemStatus.IN_PROGRESS)
            .count();
  }

  private void fill() {
    Comparator<Item> furthest = Comparator.comparing(item -> -progress(item));
    boolean open =
        carry(ItemStatus.IN_PROGRESS, furthest.thenComparing(AGE))
            && carry(ItemStatus.SCOPING, furthest.thenComparing(AGE));
    if (open && free > 0) {
      Iterator<Item> candidates = candidates(ItemStatus.NEW, AGE);
      while (free > 0 && candidates.hasNext()) {
        actions.add(new Action.Triage(candidates.next().id()));
        free--;
      }
    }
  }

  /** Gives items of a status their phases; false when nothing may be begun after them. */
  private boolean carry(ItemStatus status, Comparator<Item> order) {
    if (free <= 0) {
      return false;
    }
    boolean open = true;
    Iterator<Item> candidates = candidates(status, order);
    while (open && free > 0 && candidates.hasNext()) {
      open = carry(candidates.next());
    }
    return open;
  }

  /** Gives an item its phase; false when nothing may be begun after it. */
  private boolean carry(Item item) {
    Optional<Phase> phase = phase(item);
    if (phase.isEmpty() || !passes(item)) {
      return true;
    }
    boolean alone = phase.get().destructive();
    if (alone && (isBusy() || !situation.underWay().isEmpty())) {
      return false;
    }
    actions.add(new Action.Carry(item.id(), item.position().orElseThrow()));
    free--;
    return !alone;
  }

  /** Whether an agent has been given something in this choice. */
  private boolean isBusy() {
    return actions.stream()
        .anyMatch(action -> action instanceof Action.Carry || action instanceof Action.Triage);
  }

  private boolean passes(Item item) {
    Optional<String> objection = situation.settings().guardrails().objection(item);
    objection.ifPresent(why -> actions.add(new Action.Withhold(item.id(), why)));
    return objection.isEmpty();
  }

  private Optional<Phase> phase(Item item) {
    return situation
        .settings()
        .pipeline(item)
        .flatMap(pipeline -> item.position().flatMap(pipeline::at));
  }

  private int progress(Item item) {
    return situation
        .settings()
        .pipeline(item)
        .flatMap(pipeline -> item.position().map(pipeline::index))
        .orElse(-1);
  }

  /**
   * Those of a status that may be worked at, the first before the others. Few of many are asked
   * for, so they are neither all put in order nor all looked at.
   */
  private Iterator<Item> candidates(ItemStatus status, Comparator<Item> order) {
    Queue<Ranked> queue =
        new PriorityQueue<>(
            Comparator.comparing(Ranked::item, order).thenComparingInt(Ranked::place));
    for (Item item : situation.backlog().items()) {
      if (item.status() == status) {
        queue.add(new Ranked(item, queue.size()));
      }
    }
    return IntStream.range(0, queue.size())
        .mapToObj(_ -> queue.remove().item())
        .filter(situation::isCandidate)
        .iterator();
  }

  /** An item, and how many of its status stand before it in the file. */
  private record Ranked(Item item, int place) {}
}
