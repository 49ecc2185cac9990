package dev.pawl.coordinator;

import dev.pawl.item.ItemKey;
import dev.pawl.run.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items of a loop that an earlier coordinator has started and this one goes on with. The thread
 * that opens the item log finds them in the list; the rest is the coordinator's.
 */
final class Adopted {
  private final List<KeptItem> all;
  private final Map<Integer, KeptItem> items = new HashMap<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();

  Adopted(List<KeptItem> all) {
    this.all = all;
    all.forEach(one -> items.put(one.item().index(), one));
  }

  List<KeptItem> all() {
    return all;
  }

  /** The one of an index below 0. */
  KeptItem get(int index) {
    KeptItem found = items.get(index);
    if (found == null) {
      throw new IllegalStateException("item " + index + " was not adopted");
    }
    return found;
  }

  /** Whether this attempt of an item is the process that was adopted, and no later one. */
  boolean has(Item item, int attempt) {
    return attempt == 1 && items.containsKey(item.index());
  }

  /** Nothing of an item lives any more that was adopted. */
  void ended(Item item) {
    ended.add(item.index());
  }

  /** Those that live, as far as is known. */
  List<KeptItem> living() {
    return all.stream().filter(one -> !ended.contains(one.item().index())).toList();
  }

  /**
   * What became of them in the list as it is now.
   *
   * @param underWay of which nothing else need be started
   * @param gone those that are in the list no more, or that count for nothing: the command is
   *     another one by now, or they are completed
   */
  record Found(Set<ItemKey> underWay, List<Item> gone) {}

  /** Finds them in the list. */
  synchronized Found in(LoopItems list, String command, Set<ItemKey> completed) {
    Set<ItemKey> underWay = new HashSet<>();
    List<Item> gone = new ArrayList<>();
    if (all.isEmpty()) {
      return new Found(underWay, gone);
    }
    Map<ItemKey, Integer> indexes = new HashMap<>();
    for (int index = 1; index <= list.count(); index++) {
      indexes.put(list.key(index), index);
    }
    for (KeptItem one : all) {
      ItemKey key = one.start().key();
      Integer index = indexes.get(key);
      boolean counts = one.start().command().equals(command) && !completed.contains(key);
      if (index != null && counts && underWay.add(key)) {
        places.put(one.item().index(), index);
      } else {
        gone.add(one.item());
      }
    }
    return new Found(underWay, gone);
  }

  /** The place of an item in the list, from 1, also of one that was adopted. */
  int place(Item item) {
    return item.index() > 0 ? item.index() : placeOfAdopted(item.index());
  }

  private synchronized int placeOfAdopted(int index) {
    return places.getOrDefault(index, 0);
  }
}
