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
        && settings.guardrails().objection(item).isEmpty()
        && obstacle(item, backlog, settings).isEmpty();
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
        && backlog.items().values().stream().noneMatch(order.filter()::takes);
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
        backlog.items().values().stream()
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

  /** Why nothing is done about an item that is open, for example {@code needs WRK-003}. */
  public static String why(Item item, Backlog backlog, WorkSettings settings) {
    return item.block()
        .map(block -> "is blocked: " + block.reason())
        .or(() -> obstacle(item, backlog, settings))
        .orElseGet(() -> "is " + item.status().wire());
  }

  /** What keeps an item that is not blocked from going on, besides who works and what is asked. */
  private static Optional<String> obstacle(Item item, Backlog backlog, WorkSettings settings) {
    List<ItemId> unmet = backlog.unmet(item);
    if (!unmet.isEmpty()) {
      return Optional.of(
          "needs " + unmet.stream().map(id -> need(id, backlog)).collect(Collectors.joining(", ")));
    }
    if (item.status() == ItemStatus.NEW || item.isDone()) {
      return Optional.empty();
    }
    Optional<Pipeline> pipeline = settings.pipeline(item);
    if (pipeline.isEmpty()) {
      return Optional.of("goes through " + named(item) + ", which is not configured");
    }
    return item.status() == ItemStatus.READY
        ? room(backlog, settings)
        : phase(item, pipeline.get());
  }

  private static String need(ItemId id, Backlog backlog) {
    Optional<Item> item = backlog.find(id);
    return id
        + (item.isEmpty()
            ? ", which does not exist"
            : item.get().isDone() ? ", which was closed" : "");
  }

  private static String named(Item item) {
    return item.pipeline().map(name -> "pipeline '" + name + "'").orElse("the default pipeline");
  }

  private static Optional<String> room(Backlog backlog, WorkSettings settings) {
    int most = settings.execution().maxWip();
    List<String> inProgress =
        backlog.items().values().stream()
            .filter(item -> item.status() == ItemStatus.IN_PROGRESS)
            .map(item -> item.id().value())
            .toList();
    return inProgress.size() < most
        ? Optional.empty()
        : Optional.of(
            "waits for room: in progress is %s, and max_wip is %d"
                .formatted(String.join(", ", inProgress), most));
  }

  private static Optional<String> phase(Item item, Pipeline pipeline) {
    if (item.position().flatMap(pipeline::at).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        item.position()
            .map(position ->
                "stands in phase '%s', which its pipeline '%s' does not have"
                    .formatted(position, pipeline.name()))
            .orElse("stands in no phase of its pipeline '" + pipeline.name() + "'"));
  }
}
