package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
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

/** A person with an editor in the file of the backlog while a run works. */
class HandEditTest {
  @TempDir Path temp;

  private WorkProject waiting(String more) throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", more), ready("WRK-002", ""));
    return project.act(
        "WRK-001.plan",
        "touch \"$ACTS/busy\"; " + WorkProject.AWAIT_GO + "result phase_complete ok");
  }

  @Test
  @DisplayName("B04 a title changed by hand is taken; the next prompt and the worklog have it")
  void title() throws Exception {
    WorkProject project = waiting("");
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      project.edit("Title of WRK-001", "A better title");
      project.edit("Title of WRK-002", "Another one");
      project.note("go");

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
    }
    assertTrue(project.prompt("WRK-001.build", 1).contains("A better title"));
    assertEquals(1, project.finished("A better title"), project.worklog());
    assertEquals(1, project.finished("Another one"), project.worklog());
  }

  @Test
  @DisplayName("B04 a status changed by hand is refused and named; what the run knows stays")
  void status() throws Exception {
    WorkProject project = waiting("");
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      project.edit("status: ready", "status: new");
      project.note("go");

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
      assertTrue(
          result.err().contains("item WRK-002: 'status' was changed by hand"), result.told());
    }
    assertEquals(0, project.times("WRK-002.triage"));
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
  }

  @Test
  @DisplayName("B04 an item added by hand is worked at in the same run")
  void added() throws Exception {
    WorkProject project = waiting("");
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      project
          .project()
          .write("BACKLOG.yaml", project.backlog() + "  - { title: By hand, status: new }\n");
      project.note("go");

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
    }
    assertEquals(1, project.finished("By hand"), project.worklog());
  }

  @Test
  @DisplayName("B04 a file that does not parse is named and waited for; mended, the run goes on")
  void broken() throws Exception {
    WorkProject project = waiting("");
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      String sound = project.backlog();
      project.project().write("BACKLOG.yaml", sound + "  - { title: 'open\n");
      String broken = project.backlog();
      project.note("go");
      Eventually.holds(
          () -> "it says nothing", () -> work.err().contains("nothing is saved until"));
      assertTrue(work.err().contains("BACKLOG.yaml:"), work.err());
      assertEquals(broken, project.backlog());
      project.project().write("BACKLOG.yaml", sound);

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
    }
    assertEquals(1, project.times("WRK-001.plan"));
    assertEquals(2, project.finished("Title of"), project.worklog());
  }

  @Test
  @DisplayName("B04 stopped while the file does not parse: nothing is lost, the next work has it")
  void stoppedWhileBroken() throws Exception {
    WorkProject project = waiting("");
    String sound;
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      sound = project.backlog();
      project.project().write("BACKLOG.yaml", sound + "  - { title: 'open\n");
      project.note("go");
      Eventually.holds(
          () -> "it says nothing", () -> work.err().contains("nothing is saved until"));
      work.signal("INT");

      Program.Result result = work.await();

      assertEquals(130, result.exit(), result.told());
    }
    project.project().write("BACKLOG.yaml", sound);
    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(1, project.times("WRK-001.plan"), next.told());
    assertEquals(2, project.finished("Title of"), project.worklog());
  }
}
