package dev.pawl.backlog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A transition that is being put together, over the backlog as it becomes by it. */
final class TransitionDraft {
  private final Backlog before;
  private final Map<ItemId, Item> changed = new LinkedHashMap<>();
  private final List<ItemId> gone = new ArrayList<>();
  private final String prefix;
  private Backlog now;

  /**
   * Nothing is changed yet.
   *
   * @param prefix of the names of new items
   */
  TransitionDraft(Backlog backlog, String prefix) {
    this.before = backlog;
    this.now = backlog;
    this.prefix = prefix;
  }

  /** The backlog with what was changed so far. */
  Backlog backlog() {
    return now;
  }

  void put(Item item) {
    changed.put(item.id(), item);
    now = now.with(item);
  }

  /** Makes room for a new item. */
  ItemId nextId() {
    int number = now.nextNumber(prefix);
    now = now.taken(number);
    return ItemId.of(prefix, number);
  }

  /**
   * Lets what is done go, unless something that is open needs it: that must be able to tell whether
   * it was completed. Its number is never given again.
   */
  private void putAway() {
    Set<ItemId> done = new LinkedHashSet<>();
    now.items().stream().filter(Item::isDone).forEach(item -> done.add(item.id()));
    for (Item item : done.isEmpty() ? List.<Item>of() : now.items()) {
      if (!item.isDone()) {
        item.dependencies().forEach(done::remove);
      }
    }
    gone.addAll(done);
    now = now.with(List.of(), gone);
    gone.forEach(id -> now = now.taken(id.number(prefix).orElse(0)));
  }

  /** All of it. Items that end with it are among the changes as well as among those that go. */
  Transition finish(int number, Optional<Transition.Done> done, String words) {
    putAway();
    List<Transition.Change> changes = new ArrayList<>();
    for (Item item : changed.values()) {
      changes.add(
          before
              .find(item.id())
              .map(earlier -> Transition.Change.of(earlier, item))
              .orElseGet(() -> Transition.Change.added(item)));
    }
    return new Transition(number, changes, gone, now.nextId(), done, words);
  }
}
