package dev.pawl.run;

import dev.pawl.model.Loop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a job, while its attempt lives. Items are no part of the journal: what is known of
 * them after a crash stands in the item log, and a loop that is replayed has not been listed yet.
 * Changed only by {@link RunState}.
 */
public final class LoopRow {
  private final int cap;
  private final boolean keepGoing;
  private boolean listed;
  private boolean counted;
  private int total;
  private int done;
  private List<Item> left = List.of();
  private int next;
  private int live;
  private int waiting;
  private final Map<Integer, ItemRow> open = new HashMap<>();
  private final TreeMap<Integer, ItemRow> again = new TreeMap<>();
  private final List<Failure> failed = new ArrayList<>();

  /** Of those that were adopted: who is in the list, as far as that is known, and not completed. */
  private final Set<Integer> adopted = new HashSet<>();

  private boolean over;
  @Nullable String broken;
  OptionalInt exitCode = OptionalInt.empty();
  int signal;
  long logBytes;

  /**
   * An item that failed.
   *
   * @param reason "" when there is none to tell
   */
  record Failure(Item item, String reason) {
    /** For example {@code b.csv (exit code 3)}. */
    @Override
    public String toString() {
      return reason.isEmpty() ? item.label() : item.label() + " (" + reason + ")";
    }
  }

  LoopRow(Loop loop) {
    this.cap = loop.concurrency().orElse(Integer.MAX_VALUE);
    this.keepGoing = loop.keepGoing();
  }

  /** One that lives already. */
  void adopted(Item item) {
    ItemRow row = new ItemRow(item);
    row.attempt = 1;
    row.live = true;
    open.put(item.index(), row);
    adopted.add(item.index());
    live++;
  }

  void listed(RunEvent.ItemsListed e) {
    listed = true;
    counted = true;
    left = e.missing();
    total = e.total();
    e.gone().forEach(item -> adopted.remove(item.index()));
    failed.removeIf(failure -> e.gone().contains(failure.item()));
    over |= !keepGoing && !failed.isEmpty();
    done = total - left.size() - adopted.size();
  }

  /** The items cannot be listed, or not be recorded: nothing more starts. */
  void fail(String reason) {
    listed = true;
    over = true;
    broken = broken == null ? reason : broken;
  }

  ItemRow planned(Item item, int attempt) {
    ItemRow row = again.remove(item.index());
    if (row == null) {
      row = new ItemRow(item);
      open.put(item.index(), row);
      next++;
    }
    if (row.live || attempt != row.attempt + 1) {
      throw new IllegalStateException("item " + item.index() + ": attempt " + attempt);
    }
    row.attempt = attempt;
    row.live = true;
    row.started = false;
    row.stop = null;
    live++;
    return row;
  }

  ItemRow finished(RunEvent.ItemFinished e) {
    ItemRow row = item(e.item().index(), e.attempt());
    row.live = false;
    live--;
    logBytes = Math.max(logBytes, e.logBytes());
    if (e.retryAt().isPresent()) {
      waiting++;
      return row;
    }
    open.remove(e.item().index());
    if (e.outcome().isSuccess()) {
      done++;
      adopted.remove(e.item().index());
    } else if (e.outcome().isFailure()) {
      failed.add(new Failure(e.item(), e.reason()));
      over |= listed && !keepGoing;
    }
    return row;
  }

  void due(ItemRow row) {
    waiting--;
    again.put(row.item.index(), row);
  }

  /** Forgets one that does not live; whether the time of its next attempt had not come yet. */
  boolean drop(ItemRow row) {
    open.remove(row.item.index());
    boolean waited = again.remove(row.item.index()) == null;
    waiting -= waited ? 1 : 0;
    return waited;
  }

  /** Nothing more starts, and what waits does so in vain. */
  void halt() {
    over = true;
    waiting = 0;
    again.clear();
    open.values().removeIf(row -> !row.live);
  }

  /** What lived is given up: nobody will tell of it any more. */
  int abandon() {
    int lost = live;
    live = 0;
    waiting = 0;
    open.clear();
    return lost;
  }

  ItemRow item(int index, int attempt) {
    ItemRow row = open.get(index);
    if (row == null || !row.live || row.attempt != attempt) {
      throw new IllegalStateException("item " + index + ": attempt " + attempt + " is not live");
    }
    return row;
  }

  boolean isLive(int index, int attempt) {
    ItemRow row = open.get(index);
    return row != null && row.live && row.attempt == attempt;
  }

  Collection<ItemRow> open() {
    return open.values();
  }

  /** An item that lives, or null. */
  @Nullable ItemRow live(int index) {
    ItemRow row = open.get(index);
    return row != null && row.live ? row : null;
  }

  /** An item that waits for its next attempt, or null. */
  @Nullable ItemRow waiting(int index) {
    ItemRow row = open.get(index);
    return row != null && !row.live ? row : null;
  }

  /** How many wait for the time of their next attempt. */
  int waiting() {
    return waiting;
  }

  /** Whether nothing more starts, though items are left. */
  boolean isOver() {
    return over;
  }

  /** Whether nothing lives and nothing will. */
  boolean isAtRest() {
    return listed && live == 0 && (over || startable() == 0 && waiting == 0);
  }

  /** How many items could start now, if there were room in the run. */
  int startable() {
    return over || !listed ? 0 : again.size() + left.size() - next;
  }

  /** How many more may live beside those that do. */
  int room() {
    return cap - live;
  }

  /** The first items that may start, those that are due again before new ones. */
  List<ItemRow> first(int count) {
    List<ItemRow> first = new ArrayList<>(again.values());
    for (int at = next; first.size() < count && at < left.size(); at++) {
      first.add(new ItemRow(left.get(at)));
    }
    return first.size() > count ? first.subList(0, count) : first;
  }

  /** Whether it is known what there is to do. */
  public boolean isListed() {
    return listed;
  }

  /** Whether the number of its items is known. */
  boolean isCounted() {
    return counted;
  }

  /** How many items the list has. */
  public int total() {
    return total;
  }

  /** How many of them are completed, those of earlier runs included. */
  public int done() {
    return done;
  }

  /** Those that failed in this run, in the order of their ends. */
  List<Failure> failed() {
    return List.copyOf(failed);
  }

  /** How many live. */
  public int live() {
    return live;
  }
}
