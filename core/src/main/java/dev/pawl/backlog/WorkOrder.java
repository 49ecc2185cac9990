package dev.pawl.backlog;

import java.util.List;

/**
 * What a person asks for with {@code pawl work}.
 *
 * @param targets the items that are worked at, one after the other; empty for all
 * @param filter what items must be
 * @param autoAdvance whether a target that is blocked is passed over
 */
public record WorkOrder(List<ItemId> targets, Filter filter, boolean autoAdvance) {
  /** All of the backlog. */
  public static final WorkOrder ALL = new WorkOrder(List.of(), Filter.ALL, false);

  public WorkOrder {
    targets = List.copyOf(targets);
  }
}
