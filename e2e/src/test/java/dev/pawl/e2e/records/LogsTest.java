package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pawl logs} shows of runs that were, and of one that lives. */
class LogsTest {
  @TempDir Path folder;

  @Test
  void aRunThatPrintedNothingSaysSo() throws Exception {
    Project project = Project.in(folder, "jobs: { a: { run: \"true\" } }\n");
    assertEquals(0, project.pawl("run").exit());

    Program.Result logs = project.pawl("logs", "last");
    assertEquals("", logs.out());
    String run = project.run().id();
    assertEquals("pawl: run " + run + " has printed nothing: succeeded\n", logs.err());
    assertEquals(
        "pawl: no job and no run 'lsat'; did you mean 'last'?\n",
        project.pawl("logs", "lsat").err());
    assertEquals(
        "pawl: no job and no run 'nope'; 'pawl jobs --all' lists what there is\n",
        project.pawl("logs", "nope").err());
    assertEquals(
        "pawl: no workflow 'nope'; there is only default\n", project.pawl("run", "nope").err());
  }

  @Test
  void logsAreFoundByJobByRunByAttemptAndByLast() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              good: { run: "echo one; echo two" }
              bad: { run: "echo oops; exit 3", retries: { limit: 1, delay: 1ms }, needs: good }
              after: { run: "true", needs: bad }
            """);
    project.pawl("run");
    String run = project.run().id();

    assertEquals("one\ntwo\n", project.pawl("logs", "good").out());
    assertEquals("two\n", project.pawl("logs", "last:good", "--tail", "1").out());
    assertEquals("oops\n", project.pawl("logs", run + ":bad@1").out());
    assertEquals(
        "good | one\ngood | two\nbad | oops\nbad | oops\n", project.pawl("logs", run).out());
    Program.Result silent = project.pawl("logs", "after");
    assertEquals("", silent.out());
    assertTrue(silent.err().contains("needs bad, which failed"), silent.told());
    Program.Result unknown = project.pawl("logs", "goood");
    assertEquals(2, unknown.exit());
    assertTrue(unknown.err().contains("did you mean 'good'?"), unknown.told());
    assertEquals(2, project.pawl("logs", "bad@3").exit());
  }

  @Test
  void aWordThatIsAJobAndARunIsRefusedWithBothForms() throws Exception {
    Project project = Project.in(folder, "jobs:\n  \"2\": { run: echo two }\n");
    project.pawl("run");

    Program.Result result = project.pawl("logs", "2");
    assertEquals(2, result.exit());
    String run = project.run().id();
    assertTrue(result.err().contains("write " + run + " or " + run + ":2"), result.told());
    assertEquals("two\n", project.pawl("logs", run + ":2").out());
  }

  @Test
  @DisplayName("J48 logs -f follows a running job and ends when the job does")
  void follow() throws Exception {
    Project project = Project.in(folder, "jobs:\n  slow: { run: echo one; sleep 2; echo two }\n");
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "the job has begun", () -> run.out().contains("slow | one"));
      Program.Result followed = project.pawl("logs", "slow", "-f");
      assertEquals("one\ntwo\n", followed.out());
      assertEquals(0, run.await().exit());
    }
  }
}
