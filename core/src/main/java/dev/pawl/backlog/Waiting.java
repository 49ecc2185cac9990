package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an item does not go on now, for the person who asks. */
public final class Waiting {
  private Waiting() {}

  /** The first reason that holds. */
  public static String why(Item item, Situation situation) {
    if (item.isDone()) {
      return "it is done";
    }
    if (item.block().isPresent()) {
      return "it is blocked: " + item.block().get().reason();
    }
    if (situation.underWay().containsKey(item.id())) {
      return "an agent works at it";
    }
    if (situation.resting().contains(item.id())) {
      return "it waits for its next attempt";
    }
    Optional<String> obstacle = obstacle(item, situation.backlog(), situation.settings());
    if (obstacle.isPresent()) {
      return "it " + obstacle.get();
    }
    if (!situation.scope().takes(item)) {
      return situation
          .scope()
          .target()
          .map(target -> "the target is " + target)
          .orElse("the filter leaves it out");
    }
    Optional<String> objection = situation.settings().guardrails().objection(item);
    if (objection.isPresent() && item.status() != ItemStatus.NEW) {
      return "it needs approval: " + objection.get();
    }
    if (situation.destructiveIsUnderWay()) {
      return "a destructive phase runs alone";
    }
    return "other items come first";
  }

  /** What keeps an item that is not blocked from going on, whoever asks, as a verb. */
  static Optional<String> obstacle(Item item, Backlog backlog, WorkSettings settings) {
    List<ItemId> unmet = backlog.unmet(item);
    if (!unmet.isEmpty()) {
      return Optional.of(
          "needs " + unmet.stream().map(id -> need(backlog, id)).collect(Collectors.joining(", ")));
    }
    if (item.status() == ItemStatus.NEW) {
      return Optional.empty();
    }
    Optional<Pipeline> pipeline = settings.pipeline(item);
    if (pipeline.isEmpty()) {
      String named =
          item.pipeline().map(name -> "pipeline '" + name + "'").orElse("the default pipeline");
      return Optional.of("goes through " + named + ", which is not configured");
    }
    return item.status() == ItemStatus.READY
        ? room(backlog, settings)
        : phase(item, pipeline.get());
  }

  private static Optional<String> room(Backlog backlog, WorkSettings settings) {
    int most = settings.execution().maxWip();
    List<String> inProgress =
        backlog.items().stream()
            .filter(item -> item.status() == ItemStatus.IN_PROGRESS)
            .map(item -> item.id().value())
            .toList();
    return inProgress.size() < most
        ? Optional.empty()
        : Optional.of(
            "waits for room: max_wip is %d, in progress is %s"
                .formatted(most, String.join(", ", inProgress)));
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

  private static String need(Backlog backlog, ItemId id) {
    Optional<Item> item = backlog.find(id);
    if (item.isEmpty()) {
      return id + ", which is not there";
    }
    boolean closed = item.get().isDone();
    return id
        + (closed
            ? ", which was closed and will not be done"
            : " (" + item.get().status().wire() + ")");
  }
}
