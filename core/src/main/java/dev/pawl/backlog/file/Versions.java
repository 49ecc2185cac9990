package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the file has said in the course of a run, so that what a person's editor has read from it at
 * some time is known again. Of an item only those versions are kept that differ.
 */
final class Versions {
  private final Map<ItemId, List<Item>> items = new HashMap<>();
  private final Set<Integer> nextIds = new HashSet<>();
  private final Set<ItemId> first;
  private Backlog last = Backlog.EMPTY;

  /** Begins with what the run has found. */
  Versions(Backlog found) {
    this.first = Set.copyOf(found.ids());
    add(found);
  }

  /** What has been saved now. */
  void add(Backlog saved) {
    nextIds.add(saved.nextId());
    for (Item item : saved.changedFrom(last)) {
      List<Item> versions = items.computeIfAbsent(item.id(), id -> new ArrayList<>(1));
      if (!versions.contains(item)) {
        versions.add(item);
      }
    }
    last = saved;
  }

  /** All versions of an item, the oldest first; empty when there has never been one. */
  List<Item> of(ItemId id) {
    return items.getOrDefault(id, List.of());
  }

  /** Whether the item was there when the run began. */
  boolean isOld(ItemId id) {
    return first.contains(id);
  }

  boolean hasSaid(int nextId) {
    return nextIds.contains(nextId);
  }
}
