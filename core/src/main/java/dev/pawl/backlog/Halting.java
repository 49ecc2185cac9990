package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out why a run has nothing more to do. Asked when nothing is under way. */
public final class Halting {
  private static final int NAMED = 10;

  private Halting() {}

  /** Why it ends, and the same in words. */
  public record Reason(Halt halt, String words) {}

  /**
   * The target that is worked at now; empty only when none was named. When all are done it is the
   * last one, so that nothing else is worked at.
   *
   * @param resting items that wait for their agent; they are passed over as blocked ones are
   */
  public static Optional<ItemId> target(
      WorkOrder order, Backlog backlog, WorkSettings settings, Set<ItemId> resting) {
    List<ItemId> open = open(order, backlog);
    if (open.isEmpty()) {
      return order.targets().reversed().stream().findFirst();
    }
    if (!order.autoAdvance()) {
      return open.stream().findFirst();
    }
    return open.stream()
        .filter(id -> !resting.contains(id) && canGoOn(id, backlog, settings))
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  private static boolean canGoOn(ItemId id, Backlog backlog, WorkSettings settings) {
    Item item = backlog.get(id);
    return item.status() != ItemStatus.BLOCKED
        && Waiting.obstacle(item, backlog, settings).isEmpty();
  }

  private static List<ItemId> open(WorkOrder order, Backlog backlog) {
    return order.targets().stream()
        .filter(id -> backlog.find(id).map(item -> !item.isDone()).orElse(false))
        .toList();
  }

  /** Whether the filter takes no item at all, not even one that is done. */
  public static boolean isNoMatch(WorkOrder order, Backlog backlog) {
    return order.targets().isEmpty()
        && !order.filter().rules().isEmpty()
        && backlog.items().stream().noneMatch(order.filter()::takes);
  }

  /** Why there is nothing to do. */
  public static Reason judge(WorkOrder order, Backlog backlog, WorkSettings settings) {
    if (!order.targets().isEmpty()) {
      List<Item> open = open(order, backlog).stream().map(backlog::get).toList();
      return open.isEmpty()
          ? new Reason(Halt.TARGET_COMPLETED, "every target is done")
          : new Reason(Halt.TARGET_BLOCKED, told(open, backlog, settings));
    }
    List<Item> open =
        backlog.items().stream()
            .filter(item -> !item.isDone() && order.filter().takes(item))
            .toList();
    if (!open.isEmpty()) {
      return new Reason(Halt.ALL_BLOCKED, told(open, backlog, settings));
    }
    return order.filter().rules().isEmpty()
        ? new Reason(Halt.ALL_DONE, "every item is done")
        : new Reason(Halt.FILTER_EXHAUSTED, "nothing that the filter takes is left to be done");
  }

  private static String told(List<Item> open, Backlog backlog, WorkSettings settings) {
    String names =
        open.stream()
            .limit(NAMED)
            .map(item -> item.id() + " " + why(item, backlog, settings))
            .collect(Collectors.joining("; "));
    return open.size() > NAMED ? names + "; and " + (open.size() - NAMED) + " more" : names;
  }

  private static String why(Item item, Backlog backlog, WorkSettings settings) {
    return item.block()
        .map(block -> "is blocked: " + block.reason())
        .or(() -> Waiting.obstacle(item, backlog, settings))
        .orElseGet(() -> "is " + item.status().wire());
  }
}
