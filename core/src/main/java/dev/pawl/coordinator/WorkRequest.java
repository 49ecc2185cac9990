package dev.pawl.coordinator;

import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.work.Books;
import java.util.List;

/**
 * What a person asks for with {@code pawl work}, beside what every run has.
 *
 * @param settings as they hold for this run
 * @param left changes that earlier runs have decided and not saved
 * @param answers by which persons hear what came of what they asked
 */
public record WorkRequest(
    WorkOrder order, WorkSettings settings, Books books, List<Transition> left, Answers answers) {
  public WorkRequest {
    left = List.copyOf(left);
  }
}
