package dev.pawl.e2e.step;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the ledger of a project says. */
final class StepLines {
  private StepLines() {}

  /** All lines of a step, oldest first. */
  static List<Map<String, Object>> of(Project project, String step) throws IOException {
    return project
        .read(".pawl/state.jsonl")
        .lines()
        .map(Json::object)
        .filter(line -> step.equals(line.get("step_name")))
        .toList();
  }

  /** The last line of a step. */
  static Map<String, Object> last(Project project, String step) throws IOException {
    List<Map<String, Object>> lines = of(project, step);
    if (lines.isEmpty()) {
      throw new AssertionError("no line of " + step + " in the ledger");
    }
    return lines.getLast();
  }
}
