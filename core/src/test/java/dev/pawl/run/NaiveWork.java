package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Guardrails;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What could be done next about items, told again in the simplest words. */
final class NaiveWork {
  private final WorkSettings settings;
  private final WorkOrder order;
  private final Map<ItemId, Item> items;

  /**
   * Items as they are.
   *
   * @param items may change later
   */
  NaiveWork(WorkSettings settings, WorkOrder order, Map<ItemId, Item> items) {
    this.settings = settings;
    this.order = order;
    this.items = items;
  }

  /** What is not there was done, and put away. */
  boolean hasNeeds(Item item) {
    return item.dependencies().stream()
        .map(items::get)
        .allMatch(need ->
            need == null
                || need.status() == ItemStatus.DONE
                    && !need.resolution().equals(Optional.of(Resolution.CLOSED)));
  }

  /** Whether the person who started the run wants it; of targets, whether it is its turn. */
  boolean isWanted(Item item) {
    if (order.targets().isEmpty()) {
      return order.filter().takes(item);
    }
    if (order.autoAdvance()) {
      return order.targets().contains(item.id());
    }
    return openTargets().findFirst().map(item.id()::equals).orElse(false);
  }

  Stream<ItemId> openTargets() {
    return order.targets().stream().filter(id -> items.containsKey(id) && !items.get(id).isDone());
  }

  Optional<Pipeline> pipeline(Item item) {
    return item.pipeline().isEmpty()
        ? settings.pipelines().values().stream().findFirst()
        : settings.pipeline(item.pipeline().get());
  }

  Optional<Phase> phase(Item item) {
    return pipeline(item).flatMap(pipeline -> item.position().flatMap(pipeline::at));
  }

  AgentName agent(Item item) {
    return phase(item).flatMap(Phase::agent).or(settings::defaultAgent).orElseThrow();
  }

  boolean isApproved(Item item) {
    Guardrails most = settings.guardrails();
    return item.approval().isPresent()
        || !item.review()
            && item.assessments().size().map(v -> v.compareTo(most.maxSize()) <= 0).orElse(true)
            && isWithin(item.assessments().complexity(), most.maxComplexity())
            && isWithin(item.assessments().risk(), most.maxRisk());
  }

  private static boolean isWithin(Optional<Level> found, Level most) {
    return found.map(level -> level.compareTo(most) <= 0).orElse(true);
  }

  int inProgress() {
    return (int)
        items.values().stream().filter(item -> item.status() == ItemStatus.IN_PROGRESS).count();
  }

  /** Those that could be given to an agent, best first. */
  List<Item> tasks(Predicate<Item> isFree) {
    return items.values().stream()
        .filter(item -> item.status() == ItemStatus.NEW || phase(item).isPresent())
        .filter(item ->
            item.status() == ItemStatus.NEW
                || item.status() == ItemStatus.SCOPING
                || item.status() == ItemStatus.IN_PROGRESS)
        .filter(item -> hasNeeds(item) && isWanted(item) && isFree.test(item))
        .sorted(
            Comparator.comparing((Item item) -> -item.status().ordinal())
                .thenComparing(item -> -progress(item))
                .thenComparing(item -> item.created().orElseThrow()))
        .toList();
  }

  private int progress(Item item) {
    List<Phase> phases = new ArrayList<>();
    pipeline(item)
        .filter(_ -> item.status() != ItemStatus.NEW)
        .ifPresent(pipeline -> phases.addAll(pipeline.of(item.position().orElseThrow().pool())));
    return phase(item).map(phases::indexOf).orElse(0);
  }

  /** Those that could be promoted, best first. */
  List<Item> promotions(Predicate<Item> isFree) {
    return items.values().stream()
        .filter(item -> item.status() == ItemStatus.READY && pipeline(item).isPresent())
        .filter(item -> hasNeeds(item) && isWanted(item) && isFree.test(item))
        .sorted(
            Comparator.comparing(
                    (Item item) -> -item.assessments().impact().map(Level::ordinal).orElse(-1))
                .thenComparing(item -> item.created().orElseThrow()))
        .toList();
  }

  boolean hasRoom() {
    return inProgress() < settings.execution().maxWip();
  }
}
