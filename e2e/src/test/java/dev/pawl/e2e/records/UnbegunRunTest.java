package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of which nothing has happened: its start goes on, or was cut off. */
class UnbegunRunTest {
  private static final String NEWER = ".pawl/runs/20991231-235959-ffff";

  @TempDir Path temp;

  @Test
  @DisplayName("a start that was cut off, or goes on, is not the last run")
  void isNotTheLastRun() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: 'echo said; exit 1' } }\n");
    assertEquals(1, project.pawl("run").exit());
    Path run = project.runs().getFirst();

    Files.createDirectories(project.path(NEWER).resolve("logs"));
    assertPassedOver(project);
    Files.copy(run.resolve("plan.json"), project.path(NEWER).resolve("plan.json"));
    assertPassedOver(project);
    Files.createFile(project.path(NEWER).resolve("journal.jsonl"));
    assertPassedOver(project);
    Files.writeString(project.path(NEWER).resolve("journal.jsonl"), "{\"seq\":1,\"at\":\"20");
    assertPassedOver(project);

    Program.Result named = project.pawl("logs", "20991231");
    assertEquals(2, named.exit(), named.told());
    assertTrue(named.err().contains("has not begun"), named.told());
    Program.Result retried = project.pawl("retry");
    assertTrue(retried.err().contains("retrying run " + run.getFileName()), retried.told());
  }

  private static void assertPassedOver(Project project) throws Exception {
    assertTrue(project.pawl("logs", "last").out().contains("said"));
    for (List<String> words : List.of(List.of("attach"), List.of("cancel", "last"))) {
      Program.Result result = project.pawl(words.toArray(String[]::new));
      assertTrue(result.exit() < 70, words + ": " + result.told());
      assertTrue(!result.told().contains(NEWER.substring(11)), words + ": " + result.told());
    }
  }

  @Test
  @DisplayName("J58 a run that cannot be recorded leaves no folder")
  void leavesNoFolder() throws Exception {
    String text = "x".repeat(2_000);
    Project project = Project.in(temp, "jobs: { a: { run: 'echo " + text + "' } }\n");

    Program.Result refused =
        project.program().under("prlimit", "--fsize=1000:1000").run("run", "-q");

    assertEquals(70, refused.exit(), refused.told());
    assertTrue(refused.err().contains("plan.json: File too large"), refused.told());
    assertEquals(List.of(), project.runs());
  }
}
