package dev.pawl.backlog;

import dev.pawl.graph.Cycles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All items, in the order of the file. Each change makes another one, of which all is kept. */
public final class Backlog {
  /** A backlog without items. */
  public static final Backlog EMPTY = of(List.of(), 0);

  private final List<Item> items;
  private final int nextId;

  /** Where each item stands; shared by all backlogs with the same names in the same order. */
  private final Map<ItemId, Integer> places;

  private Backlog(List<Item> items, Map<ItemId, Integer> places, int nextId) {
    this.items = items;
    this.places = places;
    this.nextId = nextId;
  }

  /** A backlog of these items. */
  public static Backlog of(Collection<Item> items, int nextId) {
    Map<ItemId, Integer> places = HashMap.newHashMap(items.size());
    for (Item item : items) {
      if (places.put(item.id(), places.size()) != null) {
        throw new IllegalArgumentException("item " + item.id() + " is there twice");
      }
    }
    return new Backlog(List.copyOf(items), places, nextId);
  }

  /** The items, each name once. */
  public List<Item> items() {
    return items;
  }

  /** Their names, in the same order. */
  public List<ItemId> ids() {
    return items.stream().map(Item::id).toList();
  }

  /** No new item gets a number up to this one ({@code next_id}). */
  public int nextId() {
    return nextId;
  }

  /** The item of that name. */
  public Optional<Item> find(ItemId id) {
    return Optional.ofNullable(places.get(id)).map(items::get);
  }

  /** Where the item of that name stands among all, from 0. */
  public OptionalInt place(ItemId id) {
    Integer place = places.get(id);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
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
    List<Item> all = new ArrayList<>(items);
    Map<ItemId, Item> added = new LinkedHashMap<>();
    for (Item item : changed) {
      Integer place = places.get(item.id());
      if (place == null) {
        added.put(item.id(), item);
      } else {
        all.set(place, item);
      }
    }
    if (added.isEmpty() && gone.stream().noneMatch(places::containsKey)) {
      return new Backlog(List.copyOf(all), places, nextId);
    }
    all.addAll(added.values());
    Set<ItemId> without = Set.copyOf(gone);
    all.removeIf(item -> without.contains(item.id()));
    return of(all, nextId);
  }

  /** The items that another backlog does not have, or not like this. */
  public List<Item> changedFrom(Backlog other) {
    boolean alike = places.equals(other.places);
    List<Item> changed = new ArrayList<>();
    for (int place = 0; place < items.size(); place++) {
      Item item = items.get(place);
      Item before = alike ? other.items.get(place) : other.find(item.id()).orElse(null);
      if (!Objects.equals(item, before)) {
        changed.add(item);
      }
    }
    return changed;
  }

  /**
   * The number that the next new item gets: one more than the highest of that prefix and {@code
   * next_id}, so that a number is never given twice, also when its item is gone.
   */
  public int nextNumber(String prefix) {
    int highest = nextId;
    for (Item item : items) {
      highest = Math.max(highest, item.id().number(prefix).orElse(0));
    }
    return highest + 1;
  }

  /** The same with a number taken. */
  public Backlog taken(int number) {
    return new Backlog(items, places, Math.max(nextId, number));
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
    int[][] needs =
        items.stream()
            .map(item ->
                item.dependencies().stream()
                    .map(places::get)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .toArray())
            .toArray(int[][]::new);
    return Cycles.of(needs).stream()
        .map(cycle -> cycle.stream().map(place -> items.get(place).id()).toList())
        .toList();
  }

  /** Whether there is, or has been, an item of that name, as far as numbers tell. */
  public boolean hasExisted(ItemId id) {
    return places.containsKey(id) || id.number().orElse(Integer.MAX_VALUE) <= nextId;
  }

  /** Whether the items are the same, in whatever order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Backlog that
            && nextId == that.nextId
            && items.size() == that.items.size()
            && changedFrom(that).isEmpty();
  }

  @Override
  public int hashCode() {
    return 31 * Set.copyOf(items).hashCode() + nextId;
  }

  @Override
  public String toString() {
    return items + ", next_id " + nextId;
  }
}
