package dev.pawl.backlog;

import java.util.Map;
import java.util.Set;

/**
 * All that the choice of what is done next depends on.
 *
 * @param underWay items at which an agent works now, and whether that is destructive
 * @param resting items that wait for their next attempt, or for their agent
 * @param scope which items may be chosen
 */
public record Situation(
    Backlog backlog,
    WorkSettings settings,
    Map<ItemId, Boolean> underWay,
    Set<ItemId> resting,
    Scope scope) {
  public Situation {
    underWay = Map.copyOf(underWay);
    resting = Set.copyOf(resting);
  }

  /** Nothing is under way, and everything may be chosen. */
  public static Situation of(Backlog backlog, WorkSettings settings) {
    return new Situation(backlog, settings, Map.of(), Set.of(), Scope.ALL);
  }

  boolean destructiveIsUnderWay() {
    return underWay.containsValue(true);
  }

  /** Whether it may be worked at now, as far as it alone is concerned. */
  boolean isCandidate(Item item) {
    return scope.takes(item)
        && !underWay.containsKey(item.id())
        && !resting.contains(item.id())
        && backlog.isFree(item);
  }
}
