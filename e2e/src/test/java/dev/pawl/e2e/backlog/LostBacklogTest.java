package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that deletes or breaks the file of the backlog. */
class LostBacklogTest {
  private static final String BACK = "git checkout HEAD -- BACKLOG.yaml";

  @TempDir Path temp;

  /** The second item's plan does something to the file; the first is finished by then. */
  private WorkProject losing(String act) throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""));
    project.act("WRK-001.build", "echo 1 >one.txt; result phase_complete 'made one'");
    project.act(
        "WRK-002.plan.1", WorkProject.artifact("plan.md") + act + "\nresult phase_complete ok");
    return project.act("WRK-002.build", "echo 2 >two.txt; result phase_complete 'made two'");
  }

  private static Program.Result stopped(WorkProject project) throws Exception {
    try (Running work = project.launch()) {
      awaitWords(work);
      work.signal("INT");
      return work.await();
    }
  }

  private static void awaitWords(Running work) throws Exception {
    Eventually.holds(
        () -> "it says nothing",
        () -> !work.isAlive() || work.err().contains("nothing is saved until"));
  }

  private static void goesOn(WorkProject project, Program.Result next) throws Exception {
    assertEquals(0, next.exit(), next.told());
    for (String phase : List.of("WRK-001.plan", "WRK-001.build", "WRK-002.plan", "WRK-002.build")) {
      assertEquals(1, project.times(phase), phase + ": " + next.told());
    }
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
    assertTrue(project.git("ls-files").contains("changes/WRK-002_x/plan.md"));
    assertEquals("", project.git("status", "--porcelain"));
  }

  private void comesBack(String act) throws Exception {
    WorkProject project = losing(act);

    Program.Result result = stopped(project);

    assertEquals(130, result.exit(), result.told());
    assertFalse(result.err().contains("init --backlog"), result.told());
    assertTrue(project.git("show", "HEAD:BACKLOG.yaml").contains("WRK-002"));
    assertTrue(project.commits().getLast().contains("shutdown"), project.commits().toString());
    project.git("checkout", "HEAD", "--", "BACKLOG.yaml");
    goesOn(project, project.work());
  }

  @Test
  @DisplayName("B36 the halt commit does not delete a backlog that an agent has deleted")
  void deleted() throws Exception {
    comesBack("rm -f BACKLOG.yaml");
  }

  @Test
  @DisplayName("B36 nor one whose deletion the agent has staged")
  void deletedInTheIndex() throws Exception {
    comesBack("git rm -q -f BACKLOG.yaml");
  }

  @Test
  @DisplayName("B36 the halt commit has no backlog that cannot be read")
  void broken() throws Exception {
    comesBack("echo 'items: [' >BACKLOG.yaml");
  }

  @Test
  @DisplayName("a backlog that a person takes back further than the last commit stays as it is")
  void takenBack() throws Exception {
    WorkProject project = losing("rm -f BACKLOG.yaml");
    Program.Result result = stopped(project);
    project.git("reset", "-q", "--hard", "HEAD~2");

    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(2, project.times("WRK-001.build"), result.told() + next.told());
  }

  @Test
  @DisplayName("B36 a deleted backlog is named with how it comes back, and the run goes on then")
  void meanwhile() throws Exception {
    WorkProject project = losing("rm -f BACKLOG.yaml");
    try (Running work = project.launch()) {
      awaitWords(work);
      assertTrue(work.err().contains("BACKLOG.yaml: does not exist; get it back"), work.err());
      assertTrue(work.err().contains("'" + BACK + "'"), work.err());
      project.git("checkout", "HEAD", "--", "BACKLOG.yaml");

      goesOn(project, work.await());
    }
  }
}
