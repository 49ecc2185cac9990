package dev.pawl.coordinator;

import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.journal.PlannedWork;
import dev.pawl.posix.KernelLock;
import dev.pawl.work.Books;
import java.util.List;

/**
 * What a person asks for with {@code pawl work}, beside what every run has.
 *
 * @param settings as they hold for this run
 * @param config the text of the configuration, for whoever goes on with the run
 * @param left changes that earlier runs have decided and not saved
 * @param answers by which persons hear what came of what they asked
 * @param drive held as long as the run works
 */
public record WorkRequest(
    WorkOrder order,
    WorkSettings settings,
    String config,
    Books books,
    List<Transition> left,
    Answers answers,
    KernelLock drive) {
  public WorkRequest {
    left = List.copyOf(left);
  }

  /** What is planned. */
  PlannedWork planned() {
    return new PlannedWork(config, order, settings.execution().cap());
  }
}
