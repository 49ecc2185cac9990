package dev.pawl.app.cli;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.model.Closest;
import java.util.ArrayList;
import java.util.List;

/** Which items {@code pawl work} is asked for; every mistake is told at once. */
final class WorkWishes {
  private WorkWishes() {}

  static WorkOrder order(Call call, Backlog backlog) {
    List<String> problems = new ArrayList<>();
    List<ItemId> targets = targets(call.values("--target"), backlog, problems);
    Filter filter = Filter.ALL;
    switch (Filter.parse(call.values("--only"))) {
      case Filter.Parsed.Good good -> filter = good.filter();
      case Filter.Parsed.Bad bad -> problems.addAll(bad.problems());
    }
    if (!targets.isEmpty() && !filter.rules().isEmpty()) {
      problems.add("work: --target and --only exclude each other");
    }
    if (call.flag("--auto-advance") && call.values("--target").isEmpty()) {
      problems.add("work: --auto-advance goes with --target");
    }
    if (!problems.isEmpty()) {
      throw Refusal.usage(problems.stream());
    }
    if (!filter.rules().isEmpty() && backlog.items().stream().noneMatch(filter::takes)) {
      throw Refusal.usage(
          Halt.NO_MATCH.wire() + ": no item is " + String.join(" and ", call.values("--only")));
    }
    return new WorkOrder(targets, filter, call.flag("--auto-advance"));
  }

  private static List<ItemId> targets(List<String> names, Backlog backlog, List<String> problems) {
    List<ItemId> targets = new ArrayList<>();
    for (String name : names) {
      if (!ItemId.matches(name)) {
        problems.add("--target '" + name + "': this is no name of an item: " + ItemId.RULE);
        continue;
      }
      ItemId id = new ItemId(name);
      if (targets.contains(id)) {
        problems.add("--target " + id + " is there twice");
      } else if (backlog.find(id).isEmpty()) {
        List<String> known = backlog.ids().stream().map(ItemId::value).toList();
        String meant =
            Closest.to(name, known).map(near -> "; did you mean " + near + "?").orElse("");
        problems.add("--target " + id + ": there is no such item" + meant);
      } else {
        targets.add(id);
      }
    }
    return targets;
  }
}
