package dev.pawl.backlog.file;

import dev.pawl.yaml.Problem;
import java.util.List;

/** What became of a BACKLOG.yaml. */
public sealed interface BacklogResult {
  /** Everything in it is understood, and fits together. */
  record Read(BacklogDocument document) implements BacklogResult {}

  /**
   * At least one problem.
   *
   * @param problems sorted by place
   */
  record Refused(List<Problem> problems) implements BacklogResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
