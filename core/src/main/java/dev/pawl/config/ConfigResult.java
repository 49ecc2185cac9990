package dev.pawl.config;

import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.Project;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import java.util.List;

/** What became of a configuration file. */
public sealed interface ConfigResult {
  /**
   * Everything in it is understood and consistent.
   *
   * @param project jobs, and how they are recorded
   * @param work the same for the backlog; {@link WorkSettings#NONE} when the file does not speak of
   *     it
   */
  record Checked(Project project, WorkSettings work) implements ConfigResult {}

  /**
   * At least one problem.
   *
   * @param problems all of them, sorted by place; after {@link Problems#SHOWN} of them the last
   *     says how many more there are
   */
  record Refused(List<Problem> problems) implements ConfigResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
