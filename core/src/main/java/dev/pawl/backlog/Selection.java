package dev.pawl.backlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
    for (Item item : candidates(ItemStatus.READY, IMPACT.thenComparing(AGE))) {
      if (room <= 0) {
        return;
      }
      if (situation.settings().pipeline(item).isPresent() && passes(item)) {
        actions.add(new Action.Promote(item.id()));
        room--;
      }
    }
  }

  private int inProgress() {
    return (int)
        situation.backlog().items().values().stream()
            .filter(item -> item.status() == ItemStatus.IN_PROGRESS)
            .count();
  }

  private void fill() {
    boolean open = true;
    for (ItemStatus status : List.of(ItemStatus.IN_PROGRESS, ItemStatus.SCOPING)) {
      Comparator<Item> furthest = Comparator.comparing(item -> -progress(item));
      for (Item item : candidates(status, furthest.thenComparing(AGE))) {
        open = open && free > 0 && carry(item);
      }
    }
    for (Item item : candidates(ItemStatus.NEW, AGE)) {
      if (!open || free <= 0) {
        return;
      }
      actions.add(new Action.Triage(item.id()));
      free--;
    }
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

  private List<Item> candidates(ItemStatus status, Comparator<Item> order) {
    return situation.backlog().items().values().stream()
        .filter(item -> item.status() == status && situation.isCandidate(item))
        .sorted(order)
        .toList();
  }
}
