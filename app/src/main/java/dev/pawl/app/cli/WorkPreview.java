package dev.pawl.app.cli;

import dev.pawl.backlog.Action;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halting;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Scope;
import dev.pawl.backlog.Selection;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.Waiting;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code pawl work} would do first, and why every other item waits. */
final class WorkPreview {
  private WorkPreview() {}

  static String text(WorkOrder order, Backlog backlog, WorkSettings settings) {
    Optional<ItemId> target = Halting.target(order, backlog, settings, Set.of());
    Situation situation =
        new Situation(backlog, settings, Map.of(), Set.of(), new Scope(target, order.filter()));
    List<Action> actions = Selection.next(situation);
    StringBuilder text = new StringBuilder();
    for (Action action : actions) {
      text.append(SafeText.shown(line(action))).append('\n');
    }
    if (actions.isEmpty()) {
      Halting.Reason reason = Halting.judge(order, backlog, settings);
      String words = reason.halt().wire() + ": " + reason.words();
      text.append(SafeText.shown(words)).append('\n');
    }
    for (Item item : backlog.items()) {
      boolean chosen = actions.stream().anyMatch(action -> action.item().equals(item.id()));
      if (!chosen && !item.isDone()) {
        String why = item.id() + " waits: " + Waiting.why(item, situation);
        text.append(SafeText.shown(why)).append('\n');
      }
    }
    return text.toString();
  }

  static String line(Action action) {
    return switch (action) {
      case Action.Promote a -> a.item() + " is promoted";
      case Action.Withhold a -> a.item() + " is blocked: " + a.reason();
      case Action.Carry a -> a.item() + " is given to an agent: " + a.position().phase();
      case Action.Triage a -> a.item() + " is given to an agent: triage";
    };
  }
}
