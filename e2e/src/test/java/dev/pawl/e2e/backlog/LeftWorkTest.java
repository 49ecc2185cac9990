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

class LeftWorkTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B38 what a stopped destructive phase has left is its own when it goes on")
  void stopped() throws Exception {
    WorkProject project = begun();

    assertEquals(143, end(project, "TERM").exit());
    Program.Result again = project.work();

    assertEquals(0, again.exit(), again.told());
    assertEquals("half\nwhole\n", project.project().read("made.txt"));
    assertTrue(project.files("HEAD").contains("made.txt"), project.git("log", "--stat"));
  }

  @Test
  @DisplayName("B39 what a destructive phase has left when work was killed is its own")
  void killed() throws Exception {
    WorkProject project = begun();

    end(project, "KILL");
    Program.Result again = project.work();

    assertEquals(0, again.exit(), again.told());
    assertTrue(project.files("HEAD").contains("made.txt"), project.git("log", "--stat"));
  }

  @Test
  @DisplayName(
      "B38 what a person has changed since is his: the phase that overwrites it is blocked")
  void changedSince() throws Exception {
    WorkProject project = begun();

    end(project, "TERM");
    project.project().write("made.txt", "mine\n");
    Program.Result again = project.work();

    assertEquals(1, again.exit(), again.told());
    assertTrue(project.backlog().contains("uncommitted work: made.txt"), project.backlog());
    assertEquals("mine\nwhole\n", project.project().read("made.txt"));
  }

  /** A build that needs two times, and stands in the middle of the first. */
  private WorkProject begun() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build.1", "echo half >made.txt; sleep 60");
    return project.act("WRK-001.build.2", "echo whole >>made.txt; result phase_complete 'made it'");
  }

  private static Program.Result end(WorkProject project, String signal) throws Exception {
    try (Running work = project.project().program().launch("work")) {
      Eventually.holds(() -> "the build does not begin", () -> project.project().has("made.txt"));
      work.signal(signal);
      return work.await();
    }
  }
}
