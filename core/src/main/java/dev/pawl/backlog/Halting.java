package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out why a run has nothing more to do. Asked when nothing is under way. */
public final class Halting {
  private static final int NAMED = 10;

  private Halting() {}

  /** Why it ends, and the same in words. */
  public record Reason(Halt halt, String words) {}

  /** The target that is worked at now; empty when none was named, or none is left. */
  public static Optional<ItemId> target(WorkOrder order, Backlog backlog, WorkSettings settings) {
    List<ItemId> open = open(order, backlog);
    if (!order.autoAdvance()) {
      return open.stream().findFirst();
    }
    return open.stream()
        .filter(id -> canGoOn(id, backlog, settings))
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  private static boolean canGoOn(ItemId id, Backlog backlog, WorkSettings settings) {
    Item item = backlog.get(id);
    return item.status() != ItemStatus.BLOCKED
        && backlog.isFree(item)
        && settings.guardrails().objection(item).isEmpty();
  }

  private static List<ItemId> open(WorkOrder order, Backlog backlog) {
    return order.targets().stream()
        .filter(id -> backlog.find(id).map(item -> !item.isDone()).orElse(false))
        .toList();
  }

  /** Why there is nothing to do. */
  public static Reason judge(WorkOrder order, Backlog backlog) {
    if (!order.targets().isEmpty()) {
      List<ItemId> open = open(order, backlog);
      return open.isEmpty()
          ? new Reason(Halt.TARGET_COMPLETED, "every target is done")
          : new Reason(
              Halt.TARGET_BLOCKED, told(backlog, open.stream().map(backlog::get).toList()));
    }
    boolean filtered = !order.filter().rules().isEmpty();
    List<Item> open =
        backlog.items().values().stream()
            .filter(item -> !item.isDone() && order.filter().takes(item))
            .toList();
    if (!open.isEmpty()) {
      return new Reason(Halt.ALL_BLOCKED, told(backlog, open));
    }
    return filtered
        ? new Reason(Halt.FILTER_EXHAUSTED, "every item that the filter takes is done")
        : new Reason(Halt.ALL_DONE, "every item is done");
  }

  private static String told(Backlog backlog, List<Item> open) {
    String names =
        open.stream()
            .limit(NAMED)
            .map(item -> item.id() + " " + why(backlog, item))
            .collect(Collectors.joining("; "));
    return open.size() > NAMED ? names + "; and " + (open.size() - NAMED) + " more" : names;
  }

  private static String why(Backlog backlog, Item item) {
    if (item.block().isPresent()) {
      return "is blocked: " + item.block().get().reason();
    }
    List<ItemId> unmet = backlog.unmet(item);
    return unmet.isEmpty()
        ? "is " + item.status().wire()
        : "needs " + unmet.stream().map(ItemId::value).collect(Collectors.joining(", "));
  }
}
