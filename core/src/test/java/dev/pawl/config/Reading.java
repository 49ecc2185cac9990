package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.Job;
import dev.pawl.model.Project;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.yaml.Problem;
import java.util.List;
import java.util.Map;

/** What tests of the reader ask for. */
final class Reading {
  private Reading() {}

  static Project project(String text) {
    return checked(text).project();
  }

  /** What it says about the backlog. */
  static WorkSettings work(String text) {
    return checked(text).work();
  }

  private static ConfigResult.Checked checked(String text) {
    return switch (ConfigReader.parse("pawl.yml", text)) {
      case ConfigResult.Checked checked -> checked;
      case ConfigResult.Refused refused -> fail(refused.problems().toString());
    };
  }

  static Workflow defaultWorkflow(String text) {
    Map<WorkflowName, Workflow> workflows = project(text).workflows();
    return workflows.getOrDefault(WorkflowName.DEFAULT, workflows.values().iterator().next());
  }

  /** The first job of the default workflow. */
  static Job job(String text) {
    return defaultWorkflow(text).jobs().getFirst();
  }

  /** The only job, whose fields are given in flow style, beside {@code run: x}. */
  static Job jobWith(String fields) {
    return job("jobs: { a: { run: x, " + fields + " } }");
  }

  static List<Problem> problems(String text) {
    return ConfigReader.parse("pawl.yml", text) instanceof ConfigResult.Refused refused
        ? refused.problems()
        : List.of();
  }

  static List<String> lines(String text) {
    return problems(text).stream().map(Problem::toString).toList();
  }

  /** The only problem, as it is told. */
  static String only(String text) {
    List<String> lines = lines(text);
    assertEquals(1, lines.size(), lines::toString);
    return lines.getFirst();
  }
}
