package dev.pawl.ledger;

import dev.pawl.item.ItemKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The items of a step: {@link #each} does the missing ones only, and each is completed by
 * returning. What is completed stays so when the step is stopped or fails, and when its process is
 * killed. It is forgotten when the step has to be done again for another reason than that.
 */
public final class Items<T> {
  /** Hears of what has been completed. */
  interface Log {
    /** Writes it down. */
    void complete(ItemKey key, int index);

    /** So many are written down. */
    void counted(int completed, int total);
  }

  private record Entry<T>(T item, ItemKey key, int index) {}

  private final List<Entry<T>> entries = new ArrayList<>();
  private final Set<ItemKey> completed = new HashSet<>();
  private final StopToken stop;
  private final Log log;

  Items(Iterable<T> items, Function<? super T, String> name, StopToken stop, Log log) {
    this.stop = stop;
    this.log = log;
    List<T> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (T item : items) {
      all.add(item);
      names.add(name.apply(item));
    }
    List<ItemKey> keys = ItemKey.of(names, List.of());
    for (int at = 0; at < all.size(); at++) {
      entries.add(new Entry<>(all.get(at), keys.get(at), at + 1));
    }
  }

  List<ItemKey> keys() {
    return entries.stream().map(Entry::key).toList();
  }

  synchronized void completedBefore(Set<ItemKey> keys) {
    completed.addAll(keys);
    log.counted(completed.size(), entries.size());
  }

  /** How many there are. */
  public int total() {
    return entries.size();
  }

  /** How many are completed. */
  public synchronized int completed() {
    return completed.size();
  }

  /** Those that are not, in the order of the list. */
  public List<T> missing() {
    return left().stream().map(Entry::item).toList();
  }

  private synchronized List<Entry<T>> left() {
    return entries.stream().filter(entry -> !completed.contains(entry.key)).toList();
  }

  /**
   * Does the missing items, one after the other, on the calling thread.
   *
   * @throws StopRequestedException before the next item, when a stop was asked for
   * @throws Exception what the work on an item has thrown; the later ones are not begun then
   */
  public void each(ItemWork<? super T> work) throws Exception {
    for (Entry<T> entry : left()) {
      complete(entry, work);
    }
  }

  /**
   * Does the missing items, so many at once, each on a virtual thread. When one throws, no more are
   * begun, and those under way are waited for.
   *
   * @throws StopRequestedException when a stop was asked for
   * @throws InterruptedException when this thread is interrupted; those under way are, too
   * @throws Exception what the work on an item has thrown first
   */
  public void each(int atOnce, ItemWork<? super T> work) throws Exception {
    if (atOnce < 1) {
      throw new IllegalArgumentException(atOnce + " items at once");
    }
    List<Entry<T>> left = left();
    Crew crew = new Crew(left.size(), at -> complete(left.get(at), work));
    crew.run(Math.min(atOnce, left.size()), stop.node());
  }

  private void complete(Entry<T> entry, ItemWork<? super T> work) throws Exception {
    stop.throwIfRequested();
    work.run(entry.item);
    log.complete(entry.key, entry.index);
    synchronized (this) {
      completed.add(entry.key);
      log.counted(completed.size(), entries.size());
    }
  }
}
