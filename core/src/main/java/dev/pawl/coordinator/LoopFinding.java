package dev.pawl.coordinator;

import dev.pawl.item.ItemHistory;
import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.model.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What was found of a loop: its items now, and which of them count as completed. */
final class LoopFinding {
  private final LoopItems items;
  private final String command;
  private final ItemHistory history;
  private final List<KeptItem> inherited;
  private final int missing;
  private final int gone;

  /**
   * @param command what all of them depend on, see {@link CommandKey}
   * @param history what the item log says; none when what was completed does not count any more,
   *     because all of the step has to be done again
   */
  LoopFinding(LoopItems items, String command, ItemHistory history) {
    this(items, command, history, List.of());
  }

  private LoopFinding(
      LoopItems items, String command, ItemHistory history, List<KeptItem> inherited) {
    this.items = items;
    this.command = command;
    this.history = history;
    this.inherited = inherited;
    Set<ItemKey> completed = history.completed(command);
    int done = 0;
    for (ItemKey key : items.keys()) {
      done += completed.contains(key) ? 1 : 0;
    }
    this.missing = items.count() - done;
    this.gone = completed.size() - done;
  }

  LoopItems items() {
    return items;
  }

  String command() {
    return command;
  }

  ItemHistory history() {
    return history;
  }

  /** The same after more has been written to the item log. */
  LoopFinding inheriting(List<KeptItem> more, Path log) {
    return new LoopFinding(items, command, ItemHistory.of(log), more);
  }

  /** What the item log is opened for. */
  ItemLog.Wish wish(Job job, RunSetting setting, Path log) {
    RunRequest request = setting.request();
    String owner = request.workflow().name() + "/" + job.name();
    return new ItemLog.Wish(log, owner, command, items.keys(), request.project().sync());
  }

  /** What of the completed items has ended while nobody looked. */
  List<KeptItem> inherited() {
    return inherited;
  }

  boolean isDone() {
    return missing == 0;
  }

  /** What has changed in the list, for example {@code 10 of 1010 items are missing}. */
  String told() {
    if (missing > 0) {
      String verb = missing == 1 ? "is" : "are";
      return "%d of %d items %s missing".formatted(missing, items.count(), verb);
    }
    return switch (gone) {
      case 0 -> "its items changed";
      case 1 -> "1 item is gone";
      default -> gone + " items are gone";
    };
  }

  /** That nothing is missing, for example {@code all 1000 items are done}. */
  String done() {
    return switch (items.count()) {
      case 0 -> "it has no items";
      case 1 -> "its only item is done";
      default -> "all " + items.count() + " items are done";
    };
  }
}
