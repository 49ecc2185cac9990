package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pawl run} tells without a terminal. */
class RunTellingTest {
  @TempDir Path folder;

  @Test
  @DisplayName("J28 Ctrl+C: what ran is interrupted, the rest cancelled, exit 130, nothing is left")
  void interrupt() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              long: { run: "echo begun; sleep 60" }
              after: { run: "true", needs: long }
            """);
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "the job has begun", () -> run.out().contains("long | begun"));
      run.signal("INT");
      Program.Result result = run.await();
      assertEquals(130, result.exit(), result.told());
      assertTrue(result.err().contains("interrupted"), result.told());
    }
    RunRecord record = project.run();
    assertEquals("interrupted", record.status("long"));
    assertFalse(record.reason("long").isEmpty());
    assertEquals("cancelled", record.status("after"));
    assertEquals("interrupted", record.status());
    assertEquals(0, Live.marked("PAWL_SCOPE=" + record.id()).size());
  }

  @Test
  @DisplayName("J32 two jobs at a time: every line shows its job's name, no escape codes")
  void lines() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              red: { run: "for i in 1 2 3 4 5; do printf '\\\\033[31mx\\\\033[0m\\\\n'; done" }
              raw: { run: "for i in 1 2 3 4 5; do echo y; done" }
            """);
    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals(10, result.out().lines().count(), result.told());
    assertTrue(result.out().lines().allMatch(l -> l.equals("red | x") || l.equals("raw | y")));
    assertFalse((result.out() + result.err()).contains("\u001b"), result.told());
  }

  @Test
  @DisplayName("J34 the end shows a failure's last lines, its fail_text and where the rest is")
  void failure() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              test: { run: "seq 1 50; exit 3", fail_text: is the database up? }
            """);
    Program.Result result = project.pawl("run", "-q");

    assertEquals(1, result.exit());
    assertEquals("", result.out());
    assertTrue(result.err().contains("test: failed, exit code 3 ("), result.told());
    assertTrue(result.err().contains("\n  31\n"), result.told());
    assertFalse(result.err().contains("\n  30\n"), result.told());
    assertTrue(result.err().contains("\n  is the database up?\n"), result.told());
    String rest = "pawl logs " + project.run().id() + ":test";
    assertTrue(result.err().contains(rest), result.told());
    assertEquals(50, project.pawl("logs", "last:test").out().lines().count());
  }

  @Test
  @DisplayName("J53 secrets appear in nothing that Pawl writes")
  void secrets() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              a: { run: "exit 3", env: { api_Token: sesame-in-file } }
              b: { run: "true", env: { X: "1" }, skip: [{ run: "test 'sesame-by-option' = x" }] }
            """);
    Program.Result result =
        project
            .program()
            .with("DB_PASSWORD", "sesame-of-caller")
            .run("run", "-v", "--env", "MY_SECRET=sesame-by-option");

    assertEquals(1, result.exit(), result.told());
    String told = result.out() + result.err() + project.pawl("jobs", "--format", "json").out();
    assertFalse(told.contains("sesame"), told);
    try (Stream<Path> files = Files.walk(project.path(".pawl"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains("sesame"), file.toString());
      }
    }
  }

  @Test
  void aClosedStdoutEndsAListingQuietlyAndNotARun() throws Exception {
    Project project =
        Project.in(folder, "jobs:\n  a: { run: seq 1 5000; sleep 0.3; touch done }\n");
    String pawl = String.join(" ", project.program().command());

    Process run = project.program().builder(shell(pawl + " run -q -v | head -1; exit 0")).start();
    run.waitFor();
    assertTrue(project.has("done"), "the run went on");
    assertEquals("succeeded", project.run().status("a"));

    String script = "{ " + pawl + " logs a; echo $? >code; } 2>err | head -1";
    project.program().builder(shell(script)).start().waitFor();
    assertEquals("0\n", project.read("code"));
    assertEquals("", project.read("err"));
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }
}
