package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New items are looked at first. */
class TriageTest {
  private static final String PIPELINES =
      """
      execution: { retries: 1 }
      pipelines:
        feature: { phases: [{ name: build, instructions: phases/build.md }] }
        small: { pre_phases: [{ name: research, instructions: phases/research.md }], phases: [{ name: plan, instructions: phases/plan.md }] }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("B28 a triage stores assessments, pipeline and description, and the item goes there")
  void routed() throws Exception {
    WorkProject project = WorkProject.in(temp, PIPELINES, fresh("WRK-001", ""));
    project.act(
        "WRK-001.triage",
        "result phase_complete 'it is small' ',\"pipeline\":\"small\",\"description\":\"In short.\","
            + "\"updated_assessments\":{\"size\":\"small\",\"impact\":\"high\"}'");

    Program.Result result = project.work("--cap", "1");

    assertEquals(0, result.exit(), result.told());
    assertEquals("scoping", project.field("WRK-001", "status"));
    assertEquals("research", project.field("WRK-001", "phase"));
    assertEquals("small", project.field("WRK-001", "pipeline"));
    assertEquals("small", project.field("WRK-001", "size"));
    assertEquals("high", project.field("WRK-001", "impact"));
    assertTrue(project.item("WRK-001").contains("In short."), project.backlog());

    Program.Result rest = project.work();

    assertEquals(0, rest.exit(), rest.told());
    assertEquals(
        List.of(1, 1, 1, 0),
        List.of(
            project.times("WRK-001.triage"),
            project.times("WRK-001.research"),
            project.times("WRK-001.plan"),
            project.times("WRK-001.build")));
  }

  @Test
  @DisplayName("B28 a triage that fails as often as it may: blocked with its words")
  void fails() throws Exception {
    WorkProject project = WorkProject.in(temp, PIPELINES, fresh("WRK-001", ""));
    project.act("WRK-001.triage", "result failed 'I do not understand it'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.triage"));
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertTrue(project.item("WRK-001").contains("I do not understand it"), project.backlog());
    assertTrue(project.item("WRK-001").contains("from: new"), project.backlog());
  }

  @Test
  @DisplayName("B28 a pipeline that is not there counts as a failure; the next attempt is told")
  void unknownPipeline() throws Exception {
    WorkProject project = WorkProject.in(temp, PIPELINES, fresh("WRK-001", ""));
    project.act("WRK-001.triage.1", "result phase_complete sorted ',\"pipeline\":\"huge\"'");
    project.act("WRK-001.triage.2", "result phase_complete sorted ',\"pipeline\":\"small\"'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(project.prompt("WRK-001.triage", 2).contains("huge"));
    assertEquals(1, project.times("WRK-001.plan"));
  }

  @Test
  @DisplayName("B28 the agent is unavailable: it backs off, the item stays new; later it is done")
  void unavailable() throws Exception {
    WorkProject project = WorkProject.in(temp, PIPELINES, fresh("WRK-001", ""));
    project.act("WRK-001.triage.1", "echo overloaded; exit 1");
    try (Running work = project.launch()) {
      Eventually.holds(
          () -> "no pause", () -> project.happened("RetryScheduled", "WRK-001.triage"));
      assertEquals("new", project.field("WRK-001", "status"));
      work.signal("INT");

      Program.Result result = work.await();

      assertEquals(130, result.exit(), result.told());
    }
    assertEquals("new", project.field("WRK-001", "status"));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.triage"));
  }
}
