package dev.pawl.app.cli;

import dev.pawl.app.format.Column;
import dev.pawl.app.format.Inner;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Nested;
import dev.pawl.backlog.Action;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Task;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The form of {@code pawl status --format json}: one object. */
final class StatusJson {
  private static final List<Column<JobRow>> AGENT =
      List.of(
          new Column<>("item", row -> row.task().map(task -> task.item().value()).orElse(null)),
          new Column<>("phase", row -> row.task().map(Task::phase).orElse(null)),
          new Column<>("job", row -> row.job().name().value()),
          new Column<>("status", row -> row.status().wire()),
          new Column<>("attempt", row -> row.attempts().size()),
          new Column<>("started_at", row -> row.startedAt().orElse(null)),
          new Column<>("retry_at", row -> row.retryAt().orElse(null)));

  private static final List<Column<RunState>> HALT =
      List.of(
          new Column<>("run", state -> state.created().run().value()),
          new Column<>(
              "halt", state -> state.work().halt().map(halt -> halt.halt().wire()).orElse(null)),
          new Column<>(
              "reason", state -> state.work().halt().map(RunEvent.WorkHalted::reason).orElse(null)),
          new Column<>("at", state -> state.finishedAt().orElse(null)));

  private static final List<Column<Action>> ACTION =
      List.of(
          new Column<>("id", action -> action.item().value()),
          new Column<>("action", StatusJson::word),
          new Column<>(
              "phase",
              action ->
                  action instanceof Action.Carry carry ? carry.position().phase().value() : null));

  private StatusJson() {}

  static void write(BacklogStatus status) throws IOException {
    status.at().call().out().write(JsonText.object(columns(status), status) + "\n");
  }

  private static List<Column<BacklogStatus>> columns(BacklogStatus status) {
    return List.of(
        new Column<>("items", one -> new Inner<>(counts(), one)),
        new Column<>(
            "in_progress",
            one ->
                new Nested<>(
                    underWay(one.causes()), one.items(ItemStatus.IN_PROGRESS, ItemStatus.SCOPING))),
        new Column<>(
            "blocked", one -> new Nested<>(blocked(one.causes()), one.items(ItemStatus.BLOCKED))),
        new Column<>("next", one -> new Nested<>(ACTION, one.next())),
        new Column<>(
            "work",
            one ->
                one.now().run().map(state -> new Inner<>(work(status.now()), state)).orElse(null)),
        new Column<>(
            "last_halt", one -> one.ended().map(state -> new Inner<>(HALT, state)).orElse(null)),
        new Column<>("problems", one -> one.problems()));
  }

  private static List<Column<BacklogStatus>> counts() {
    return Stream.of(ItemStatus.values())
        .map(status -> new Column<BacklogStatus>(status.wire(), one -> one.counts().get(status)))
        .toList();
  }

  private static List<Column<Item>> underWay(ItemCauses causes) {
    return List.of(
        new Column<>("id", item -> item.id().value()),
        new Column<>("title", Item::title),
        new Column<>("status", item -> item.status().wire()),
        new Column<>("phase", item -> item.position().map(at -> at.phase().value()).orElse(null)),
        new Column<>("why", causes::why));
  }

  private static List<Column<Item>> blocked(ItemCauses causes) {
    return List.of(
        new Column<>("id", item -> item.id().value()),
        new Column<>("title", Item::title),
        new Column<>("from", item -> item.block().map(block -> block.from().wire()).orElse(null)),
        new Column<>("reason", item -> item.block().map(Item.Block::reason).orElse(null)),
        new Column<>("remedy", item -> causes.remedy(item).orElse(null)));
  }

  private static List<Column<RunState>> work(WorkNow now) {
    return List.of(
        new Column<>("run", state -> state.created().run().value()),
        new Column<>("pid", state -> state.owner().pid()),
        new Column<>("started_at", state -> state.startedAt().orElse(null)),
        new Column<>("agents", _ -> new Nested<>(AGENT, now.tasks())));
  }

  private static String word(Action action) {
    return switch (action) {
      case Action.Promote _ -> "promote";
      case Action.Withhold _ -> "block";
      case Action.Carry _ -> "phase";
      case Action.Triage _ -> "triage";
    };
  }
}
