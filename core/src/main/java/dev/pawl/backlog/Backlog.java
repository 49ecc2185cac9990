package dev.pawl.backlog;

import dev.pawl.graph.Cycles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All items, in the order of the file. Each change makes another one, of which all is kept. */
public final class Backlog {
  /** A backlog without items. */
  public static final Backlog EMPTY = new Backlog(Map.of(), 0);

  private final Map<ItemId, Item> items;
  private final int nextId;

  /** Of a map that nobody changes any more. */
  private Backlog(Map<ItemId, Item> items, int nextId) {
    this.items = Collections.unmodifiableMap(items);
    this.nextId = nextId;
  }

  /** A backlog of these items. */
  public static Backlog of(Collection<Item> items, int nextId) {
    Map<ItemId, Item> all = LinkedHashMap.newLinkedHashMap(items.size());
    for (Item item : items) {
      if (all.put(item.id(), item) != null) {
        throw new IllegalArgumentException("item " + item.id() + " is there twice");
      }
    }
    return new Backlog(all, nextId);
  }

  /** The items by name. */
  public Map<ItemId, Item> items() {
    return items;
  }

  /** No new item gets a number up to this one ({@code next_id}). */
  public int nextId() {
    return nextId;
  }

  /** The item of that name. */
  public Optional<Item> find(ItemId id) {
    return Optional.ofNullable(items.get(id));
  }

  /** The item of that name, which must be there. */
  public Item get(ItemId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("there is no item " + id));
  }

  /** The same with an item in its new form, or at the end if it is new. */
  public Backlog with(Item item) {
    return with(List.of(item), List.of());
  }

  /** The same without an item. */
  public Backlog without(ItemId id) {
    return with(List.of(), List.of(id));
  }

  /** The same with items in their new form, or at the end if they are new, and without others. */
  Backlog with(Collection<Item> changed, Collection<ItemId> gone) {
    Map<ItemId, Item> all = new LinkedHashMap<>(items);
    changed.forEach(item -> all.put(item.id(), item));
    gone.forEach(all::remove);
    return new Backlog(all, nextId);
  }

  /**
   * The number that the next new item gets: one more than the highest of that prefix and {@code
   * next_id}, so that a number is never given twice, also when its item is gone.
   */
  public int nextNumber(String prefix) {
    int highest = nextId;
    for (ItemId id : items.keySet()) {
      highest = Math.max(highest, id.number(prefix).orElse(0));
    }
    return highest + 1;
  }

  /** The same with a number taken. */
  public Backlog taken(int number) {
    return new Backlog(items, Math.max(nextId, number));
  }

  /** Whether all that an item needs is done. */
  public boolean isFree(Item item) {
    return item.dependencies().stream().allMatch(this::isMet);
  }

  /** What an item needs and does not have: items that are not done, or were given up. */
  public List<ItemId> unmet(Item item) {
    return item.dependencies().stream().filter(id -> !isMet(id)).toList();
  }

  /** One that is not in the file any more was done: nothing else leaves it. */
  private boolean isMet(ItemId id) {
    return find(id).map(Item::isMet).orElseGet(() -> hasExisted(id));
  }

  /**
   * Items that wait for each other: of each circle its items, each needing the next and the last
   * the first, from the one that comes first in the file. Of all that wait for each other one
   * circle is told.
   */
  public List<List<ItemId>> cycles() {
    List<ItemId> ids = new ArrayList<>(items.keySet());
    Map<ItemId, Integer> indexes = HashMap.newHashMap(ids.size());
    ids.forEach(id -> indexes.put(id, indexes.size()));
    int[][] needs =
        items.values().stream()
            .map(item ->
                item.dependencies().stream()
                    .map(indexes::get)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .toArray())
            .toArray(int[][]::new);
    return Cycles.of(needs).stream().map(cycle -> cycle.stream().map(ids::get).toList()).toList();
  }

  /** Whether there is, or has been, an item of that name, as far as numbers tell. */
  public boolean hasExisted(ItemId id) {
    return items.containsKey(id) || id.number().orElse(Integer.MAX_VALUE) <= nextId;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Backlog that && nextId == that.nextId && items.equals(that.items);
  }

  @Override
  public int hashCode() {
    return 31 * items.hashCode() + nextId;
  }

  @Override
  public String toString() {
    return items.values() + ", next_id " + nextId;
  }
}
