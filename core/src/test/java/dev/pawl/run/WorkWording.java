package dev.pawl.run;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

/** Events and effects of runs over the backlog as lines of text. */
final class WorkWording {
  private WorkWording() {}

  static String of(RunEvent.WorkEvent event, Instant wall) {
    return switch (event) {
      case RunEvent.WorkBegan e -> "work began" + order(e.order());
      case RunEvent.BacklogSeen e -> "backlog seen, " + e.backlog().items().size() + " items";
      case RunEvent.BacklogAsked _ -> "backlog asked";
      case RunEvent.TaskAdded e ->
          e.job()
              + " added for "
              + e.task().agent()
              + (e.task().destructive() ? ", destructive" : "");
      case RunEvent.TaskEnded e ->
          e.job() + "@" + e.attempt() + " is " + e.end().wire() + cost(e.usage());
      case RunEvent.AgentPaused e ->
          e.agent()
              + " paused for "
              + Wording.words(Duration.between(wall, e.until()))
              + ": "
              + e.reason();
      case RunEvent.ItemsChanged e -> "items " + transition(e.transition());
      case RunEvent.ItemsSaved e ->
          "items " + e.number() + " saved" + e.commit().map(id -> ", commit " + id).orElse("");
      case RunEvent.WorkHalted e -> "halted, " + e.halt().wire() + ": " + e.reason();
      case RunEvent.StoringEnded e -> "storing ended: " + e.reason();
      case RunEvent.WorkSaved _ -> "work saved";
    };
  }

  static String of(Effect.WorkEffect effect) {
    return switch (effect) {
      case Effect.LookAround _ -> "> look";
      case Effect.StoreItems e -> "> store " + e.transition().number();
      case Effect.StoreHalt e -> "> store halt " + e.halt().wire();
      case Effect.Tell e -> "> tell: " + e.text();
      case Effect.Answer e -> "> answer: " + answer(e.answer());
    };
  }

  private static String answer(BacklogChange.Answer answer) {
    return switch (answer) {
      case BacklogChange.Answer.Changed(Transition transition) -> transition.words();
      case BacklogChange.Answer.Mistaken(String why) -> "mistaken: " + why;
      case BacklogChange.Answer.Refused(String why) -> "no: " + why;
      case BacklogChange.Answer.Later(String why) -> "later: " + why;
    };
  }

  private static String order(WorkOrder order) {
    return (order.targets().isEmpty() ? "" : ", targets " + order.targets())
        + (order.filter().rules().isEmpty() ? "" : ", only " + order.filter().rules())
        + (order.autoAdvance() ? ", auto-advance" : "");
  }

  private static String cost(Usage usage) {
    return usage.cost() > 0 ? ", cost " + usage.cost() : "";
  }

  /** {@code 3: WRK-001 in_progress build -> done; -WRK-001 | WRK-001 build: built}. */
  static String transition(Transition transition) {
    StringJoiner text = new StringJoiner("; ");
    for (Transition.Change change : transition.changes()) {
      text.add(change.to().id() + " " + from(change) + ItemNotation.place(change.to()));
    }
    transition.gone().forEach(item -> text.add("-" + item));
    return transition.number() + ": " + text + " | " + transition.words();
  }

  private static String from(Transition.Change change) {
    Item to = change.to();
    return change
        .from()
        .map(from -> {
          String phase = from.position().map(position -> " " + position).orElse("");
          return from.isOf(to) ? "= " : from.status().wire() + phase + " -> ";
        })
        .orElse("+ ");
  }
}
