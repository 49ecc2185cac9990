package dev.pawl.backlog;

import java.util.Optional;

/**
 * Which items a run may choose: restricts who is eligible and nothing else; needs and limits are
 * judged on the whole backlog.
 *
 * @param target the one item that is worked at; empty for all
 * @param filter what an item must be
 */
public record Scope(Optional<ItemId> target, Filter filter) {
  /** Everything. */
  public static final Scope ALL = new Scope(Optional.empty(), Filter.ALL);

  /** Whether an item is eligible. */
  public boolean takes(Item item) {
    return target.map(item.id()::equals).orElse(true) && filter.takes(item);
  }
}
