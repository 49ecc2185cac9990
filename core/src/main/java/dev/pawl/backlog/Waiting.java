package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an item does not go on now, for the person who asks. */
public final class Waiting {
  private Waiting() {}

  /** The first reason that holds. */
  public static String why(Item item, Situation situation) {
    if (item.isDone()) {
      return "it is done";
    }
    if (item.block().isPresent()) {
      return "it is blocked: " + item.block().get().reason();
    }
    if (situation.underWay().containsKey(item.id())) {
      return "an agent works at it";
    }
    if (situation.resting().contains(item.id())) {
      return "it waits for its next attempt";
    }
    List<ItemId> unmet = situation.backlog().unmet(item);
    if (!unmet.isEmpty()) {
      return "it needs "
          + unmet.stream()
              .map(id -> need(situation.backlog(), id))
              .collect(Collectors.joining(", "));
    }
    if (!situation.scope().takes(item)) {
      return situation
          .scope()
          .target()
          .map(target -> "the target is " + target)
          .orElse("the filter leaves it out");
    }
    Optional<String> objection = situation.settings().guardrails().objection(item);
    if (objection.isPresent() && item.status() != ItemStatus.NEW) {
      return "it needs approval: " + objection.get();
    }
    if (situation.destructiveIsUnderWay()) {
      return "a destructive phase runs alone";
    }
    return item.status() == ItemStatus.READY
        ? "there is no room: max_wip is " + situation.settings().execution().maxWip()
        : "other items come first";
  }

  private static String need(Backlog backlog, ItemId id) {
    Optional<Item> item = backlog.find(id);
    if (item.isEmpty()) {
      return id + ", which is not there";
    }
    boolean closed = item.get().isDone();
    return id
        + (closed
            ? ", which was closed and will not be done"
            : " (" + item.get().status().wire() + ")");
  }
}
