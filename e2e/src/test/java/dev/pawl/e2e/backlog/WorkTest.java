package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B20 two phases that both succeed: the item is done, in the worklog, and committed")
  void twoPhases() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("all_done"), result.told());
    assertFalse(project.backlog().contains("WRK-001"), project.backlog());
    String worklog = project.git("show", "HEAD:worklog/" + month(project) + ".md");
    assertTrue(worklog.contains("## WRK-001 Title of WRK-001"), worklog);
    assertTrue(worklog.contains("made it"), worklog);
    assertEquals(List.of("[WRK-001][build] made it"), project.commits());
    assertEquals(
        List.of("BACKLOG.yaml", "made.txt", "worklog/" + month(project) + ".md"),
        project.files("HEAD"));
    assertEquals("", project.git("status", "--porcelain"));
  }

  private static String month(WorkProject project) throws Exception {
    return project.git("log", "-1", "--format=%cd", "--date=format:%Y-%m").strip();
  }

  @Test
  @DisplayName("B21 a blocked result: the item is blocked with the agent's words, all_blocked, 1")
  void blocked() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan", "result blocked 'Which database?'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("all_blocked"), result.told());
    assertTrue(project.backlog().contains("status: blocked"), project.backlog());
    assertTrue(project.backlog().contains("Which database?"), project.backlog());
    assertEquals(0, project.times("WRK-001.build"));

    Program.Result retry = project.project().pawl("retry");

    assertEquals(3, retry.exit(), retry.told());
    assertTrue(retry.err().contains("'pawl work' goes on with it"), retry.told());
  }

  @Test
  @DisplayName(
      "B22 a phase that fails and then succeeds goes on; the second prompt tells the first")
  void failsOnce() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES + "execution: { retries: 1 }\n", ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "result failed 'the tests are red'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.plan"));
    assertFalse(project.prompt("WRK-001.plan", 1).contains("the tests are red"));
    assertTrue(project.prompt("WRK-001.plan", 2).contains("the tests are red"));
  }

  @Test
  @DisplayName("B22 a phase that fails as often as it may is blocked with its reason")
  void failsTwice() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES + "execution: { retries: 1 }\n", ready("WRK-001", ""));
    project.act("WRK-001.plan", "result failed 'the tests are red'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.plan"));
    assertTrue(project.backlog().contains("the tests are red"), project.backlog());
  }

  @Test
  @DisplayName("B24 --cap 1 with two phases to do: one is carried out, cap_reached, 0")
  void cap() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));

    Program.Result result = project.work("--cap", "1");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("cap_reached"), result.told());
    assertEquals(
        List.of(1, 0), List.of(project.times("WRK-001.plan"), project.times("WRK-001.build")));
    assertTrue(project.backlog().contains("phase: build"), project.backlog());
  }

  @Test
  @DisplayName("B33 each phase is listed and has its log, like a job")
  void listed() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan", "echo thinking aloud; result phase_complete planned");

    project.work();

    Program.Result jobs = project.project().pawl("jobs");
    assertTrue(jobs.out().contains("WRK-001.plan"), jobs.told());
    assertTrue(jobs.out().contains("WRK-001.build"), jobs.told());
    Program.Result log = project.project().pawl("logs", "WRK-001.plan");
    assertTrue(log.out().contains("thinking aloud"), log.told());
  }

  @Test
  @DisplayName("a secret that an agent tells appears in nothing that Pawl writes")
  void secrets() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan", "result phase_complete \"key $MODEL_API_KEY\"");
    project.act("WRK-001.build", "result blocked \"no access with $MODEL_API_KEY\"");

    Program.Result result =
        project.project().program().with("MODEL_API_KEY", "sk-do-not-tell").run("work");

    assertEquals(1, result.exit(), result.told());
    assertTrue(project.prompt("WRK-001.build", 1).contains("key ***"));
    assertFalse(result.told().contains("sk-do-not-tell"), result.told());
    assertTrue(project.backlog().contains("no access with ***"), project.backlog());
    assertFalse(project.git("log", "-p").contains("sk-do-not-tell"));
    String journal = project.project().run().events().toString();
    assertFalse(journal.contains("sk-do-not-tell"), journal);
  }
}
