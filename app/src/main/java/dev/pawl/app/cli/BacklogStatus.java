package dev.pawl.app.cli;

import dev.pawl.backlog.Action;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.run.RunState;
import dev.pawl.yaml.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code pawl status} tells, all of it seen at one moment.
 *
 * @param counts of every status
 * @param problems why a run would not begin: the file and the pipelines do not fit
 */
record BacklogStatus(
    BacklogAt at,
    WorkNow now,
    ItemCauses causes,
    Map<ItemStatus, Integer> counts,
    List<Problem> problems) {
  static BacklogStatus of(BacklogAt at) {
    WorkNow now = WorkNow.of(at.folder());
    Map<ItemStatus, Integer> counts = new EnumMap<>(ItemStatus.class);
    Stream.of(ItemStatus.values()).forEach(status -> counts.put(status, 0));
    at.backlog().items().forEach(item -> counts.merge(item.status(), 1, Integer::sum));
    List<Problem> problems =
        at.settings().pipelines().isEmpty() ? List.of() : at.document().check(at.settings());
    return new BacklogStatus(at, now, new ItemCauses(at, now), counts, problems);
  }

  /** The items of some statuses, in the order of the file. */
  List<Item> items(ItemStatus... statuses) {
    List<ItemStatus> wanted = List.of(statuses);
    return at.backlog().items().stream().filter(item -> wanted.contains(item.status())).toList();
  }

  /** What is done next. */
  List<Action> next() {
    return causes.next();
  }

  /** The newest run that works no more. */
  Optional<RunState> ended() {
    return now.last().filter(_ -> !now.works());
  }
}
