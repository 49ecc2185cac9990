package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent says that another item asks for the same. */
class DuplicateTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B11 a duplicate is merged: all that it says and all that needs it goes on")
  void merged() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES,
            ready("WRK-001", "impact: low, risk: low, tags: [one]"),
            fresh("WRK-002", "impact: high, tags: [two], dependencies: [WRK-001, WRK-004]"),
            fresh("WRK-003", "dependencies: [WRK-002]"),
            fresh("WRK-004", ""));
    project.act("WRK-001.plan", "result phase_complete planned ',\"duplicates\":[\"WRK-002\"]'");

    Program.Result result = project.work("--cap", "1");

    assertEquals(0, result.exit(), result.told());
    String stays = project.item("WRK-001");
    assertEquals("high", project.field("WRK-001", "impact"));
    assertEquals("low", project.field("WRK-001", "risk"));
    assertTrue(stays.contains("Title of WRK-002"), stays);
    assertTrue(stays.contains("tags: [one, two]"), stays);
    assertTrue(stays.contains("dependencies: [WRK-004]"), stays);
    assertEquals("", project.item("WRK-002"));
    assertTrue(project.item("WRK-003").contains("dependencies: [WRK-001]"), project.backlog());
    assertEquals(1, project.finished("WRK-002"), project.worklog());
    assertTrue(project.worklog().contains("merged into WRK-001"), project.worklog());
  }

  @Test
  @DisplayName("B11 an item at which an agent works is not merged, and that is said")
  void atWork() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            ONE_PHASE + "execution: { max_wip: 2, concurrency: 2 }\n",
            ready("WRK-001", ""),
            ready("WRK-002", ""));
    project.act(
        "WRK-001.plan",
        "while ! test -e \"$ACTS/begun\"; do sleep 0.02; done\n"
            + "result phase_complete planned ',\"duplicates\":[\"WRK-002\"]'");
    project.act(
        "WRK-002.plan",
        ": >\"$ACTS/begun\"\n" + WorkProject.AWAIT_GO + "result phase_complete done");
    try (Running work = project.launch()) {
      Eventually.holds(() -> "no end", () -> project.happened("TaskEnded", "WRK-001.plan"));
      project.note("go");

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
      assertTrue(result.err().contains("WRK-002"), result.told());
      assertTrue(result.err().contains("not merged"), result.told());
    }
    assertEquals(1, project.finished("WRK-001"), project.worklog());
    assertEquals(1, project.finished("WRK-002"), project.worklog());
    assertTrue(project.worklog().contains("completed"), project.worklog());
  }
}
