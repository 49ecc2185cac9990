package dev.pawl.app.cli;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halting;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Scope;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.coordinator.Driven;
import dev.pawl.coordinator.WorkRuns;
import dev.pawl.model.JobStatus;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does about the backlog at this moment, as far as its records tell.
 *
 * @param last the newest run over the backlog
 * @param works whether that one goes on
 */
record WorkNow(Optional<RunState> last, boolean works) {
  static WorkNow of(Path project) {
    Optional<RunState> last = new WorkRuns(project).last();
    return new WorkNow(last, last.map(Driven::is).orElse(false));
  }

  /** The run that works now. */
  Optional<RunState> run() {
    return last.filter(_ -> works);
  }

  /** Tasks of which the last word is not said. */
  List<JobRow> tasks() {
    return run().stream()
        .flatMap(state -> state.rows().stream())
        .filter(row -> row.task().isPresent() && !row.status().isFinal())
        .toList();
  }

  /** The task of an item. */
  Optional<JobRow> task(ItemId item) {
    return tasks().stream()
        .filter(row -> row.task().map(task -> task.item().equals(item)).orElse(false))
        .findFirst();
  }

  /** What the choice of what is done next depends on. */
  Situation situation(Backlog backlog, WorkSettings settings) {
    Map<ItemId, Boolean> underWay = new HashMap<>();
    Set<ItemId> resting = new HashSet<>();
    for (JobRow row : tasks()) {
      Task task = row.task().orElseThrow();
      if (row.status() == JobStatus.PENDING && row.retryAt().isPresent()) {
        resting.add(task.item());
      } else {
        underWay.put(task.item(), task.destructive());
      }
    }
    Scope scope =
        run()
            .map(state -> state.work().order())
            .map(order ->
                new Scope(Halting.target(order, backlog, settings, Set.of()), order.filter()))
            .orElse(Scope.ALL);
    return new Situation(backlog, settings, underWay, resting, scope);
  }
}
