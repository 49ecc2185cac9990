package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs put into the inbox becomes items, each once. */
class InboxTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B06 good entries are taken in and worked at; a bad one stays, and is named")
  void goodAndBad() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES);
    project
        .project()
        .write(
            "BACKLOG_INBOX.yaml",
            """
            - title: Mend the login
              impact: high
            - titel: Rename
            - { title: Sort the table, pipeline: feature }
            """);

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("BACKLOG_INBOX.yaml:3:"), result.told());
    assertTrue(result.err().contains("titel"), result.told());
    assertEquals("- titel: Rename\n", project.project().read("BACKLOG_INBOX.yaml"));
    assertEquals(1, project.finished("Mend the login"), result.told() + project.worklog());
    assertEquals(1, project.finished("Sort the table"), result.told() + project.worklog());
    assertEquals(
        List.of(1, 1), List.of(project.times("WRK-001.build"), project.times("WRK-002.build")));
  }

  @Test
  @DisplayName("B06 entries that come while work runs are taken in the next turn")
  void whileItRuns() throws Exception {
    WorkProject project = WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan",
        "touch \"$ACTS/busy\"; " + WorkProject.AWAIT_GO + "result phase_complete planned");
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      project.project().write("BACKLOG_INBOX.yaml", "- title: Mend the login\n");
      project.note("go");

      Program.Result result = work.await();

      assertEquals(0, result.exit(), result.told());
    }
    assertEquals(1, project.finished("Mend the login"), project.worklog());
    assertFalse(project.project().read("BACKLOG_INBOX.yaml").contains("Mend"));
  }

  @Test
  @DisplayName("B06 kill -9 right after the save: no entry is lost, none is doubled")
  void killed() throws Exception {
    for (int round = 0; round < 3; round++) {
      WorkProject project = WorkProject.in(temp.resolve("r" + round), ONE_PHASE);
      String inbox = "- title: Mend the login\n- title: Mend the login\n- title: Sort\n";
      project.project().write("BACKLOG_INBOX.yaml", inbox);
      Path file = project.project().path("BACKLOG.yaml");
      try (Running work = project.launch()) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!Files.readString(file).contains("Mend the login") && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        LockSupport.parkNanos(round * 300_000L);
        work.signal("KILL");
        work.await();
      }
      assertTrue(project.backlog().contains("Mend the login"), project.backlog());

      Program.Result result = project.work();

      assertEquals(0, result.exit(), result.told());
      assertEquals(2, project.finished("Mend the login"), project.worklog());
      assertEquals(1, project.finished("Sort"), project.worklog());
      assertEquals("", project.project().read("BACKLOG_INBOX.yaml").strip());
    }
  }
}
