package dev.pawl.coordinator;

import dev.pawl.item.ItemHistory;
import dev.pawl.item.ItemKey;
import java.util.Set;

/** What was found of a loop: its items now, and which of them count as completed. */
final class LoopFinding {
  private final LoopItems items;
  private final String command;
  private final ItemHistory history;
  private final int missing;
  private final int gone;

  /**
   * @param command what all of them depend on, see {@link CommandKey}
   * @param history what the item log says; none when what was completed does not count any more,
   *     because all of the step has to be done again
   */
  LoopFinding(LoopItems items, String command, ItemHistory history) {
    this.items = items;
    this.command = command;
    this.history = history;
    Set<ItemKey> completed = history.completed(command);
    int done = 0;
    for (ItemKey key : items.keys()) {
      done += completed.contains(key) ? 1 : 0;
    }
    this.missing = items.count() - done;
    this.gone = completed.size() - done;
  }

  LoopItems items() {
    return items;
  }

  String command() {
    return command;
  }

  ItemHistory history() {
    return history;
  }

  boolean isDone() {
    return missing == 0;
  }

  /** What has changed in the list, for example {@code 10 of 1010 items are missing}. */
  String told() {
    if (missing > 0) {
      String verb = missing == 1 ? "is" : "are";
      return "%d of %d items %s missing".formatted(missing, items.count(), verb);
    }
    return switch (gone) {
      case 0 -> "its items changed";
      case 1 -> "1 item is gone";
      default -> gone + " items are gone";
    };
  }

  /** That nothing is missing, for example {@code all 1000 items are done}. */
  String done() {
    return switch (items.count()) {
      case 0 -> "it has no items";
      case 1 -> "its only item is done";
      default -> "all " + items.count() + " items are done";
    };
  }
}
