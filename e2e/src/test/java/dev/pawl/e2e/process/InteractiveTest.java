package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that own the terminal; script(1) gives them one. */
class InteractiveTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_Z = "\u001a";

  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName("J36 an interactive job reads from the terminal, runs alone, its exit code is kept")
  void anInteractiveJobReadsFromTheTerminal() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              before: { run: "touch at.before; sleep 0.3; rm at.before" }
              asks:
                interactive: true
                run: |
                  ls at.* 2>/dev/null >company || true
                  test -t 0 && test -t 1 && test -t 2 || exit 99
                  touch asking
                  read answer
                  echo "got $answer" >answer
                  ls at.* 2>/dev/null >>company || true
                  exit 23
              after: { run: "touch at.after; sleep 0.3; rm at.after" }
            """);
    try (Terminal terminal = new Terminal(project, temp.resolve("screen"), "run", "-j", "4")) {
      Eventually.holds(() -> "asking", () -> project.has("asking"));
      terminal.type("forty-two\n");

      assertEquals(1, terminal.await());
    }
    RunRecord run = project.run();
    assertEquals("got forty-two\n", project.read("answer"));
    assertEquals("", project.read("company"), "ran beside it");
    assertEquals("23", run.exitCode("asks"));
    assertEquals("failed", run.status("asks"));
    assertEquals("succeeded", run.status("before"));
    assertEquals("succeeded", run.status("after"));
  }

  @Test
  @DisplayName("J36 Ctrl+C goes to the interactive job, not to Pawl")
  void ctrlCGoesToTheInteractiveJob() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              asks:
                interactive: true
                run: |
                  trap 'echo caught >caught; exit 7' INT
                  touch asking
                  sleep %s & wait
              after: { run: touch after, priority: 9 }
            """
                .formatted(nap));
    try (Terminal terminal = new Terminal(project, temp.resolve("screen"), "run", "-j", "1")) {
      Eventually.holds(() -> "asking", () -> project.has("asking"));
      terminal.type(CTRL_C);

      assertEquals(1, terminal.await());
    }
    RunRecord run = project.run();
    assertEquals("caught\n", project.read("caught"));
    assertEquals("failed", run.status("asks"));
    assertEquals("7", run.exitCode("asks"));
    assertEquals("failed", run.status(), "not interrupted");
    assertTrue(project.has("after"), "the rest of the run goes on");
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J28 Ctrl+C in a terminal stops an ordinary run: exit 130, no process left")
  void ctrlCInATerminalStopsTheRun() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            "jobs: { a: { run: \"touch up; sleep %1$s\" }, b: { run: sleep %1$s } }"
                .formatted(nap));
    try (Terminal terminal = new Terminal(project, temp.resolve("screen"), "run", "-j", "2")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      terminal.type(CTRL_C);

      assertEquals(130, terminal.await());
    }
    assertEquals("interrupted", project.run().status());
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName(
      "neighbour of J36: TERM to Pawl ends an interactive job, and the terminal is sane again")
  void termEndsAnInteractiveJob() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              raw: { interactive: true, run: "stty raw -echo; touch up; sleep %s" }
            """
                .formatted(nap));
    String modes = "stty -a | tee modes; exit $code";
    try (Terminal terminal =
        new Terminal(project, temp.resolve("screen"), "; code=$?; " + modes, List.of("run"))) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      for (Live.Entry pawl : Live.marked(project.run().id())) {
        assertFalse(pawl.command().contains("java"), "the program carries no scope of its own");
      }
      Live.signal(terminal.programPid(), "TERM");

      assertEquals(143, terminal.await());
    }
    assertEquals("interrupted", project.run().status("raw"));
    assertTrue(project.read("modes").contains(" icanon"), project.read("modes"));
    assertTrue(project.read("modes").contains(" echo "), project.read("modes"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("neighbour of J36: Ctrl+Z does not leave an interactive job stopped for ever")
  void ctrlZDoesNotLeaveAStoppedJob() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              asks: { interactive: true, run: "touch asking; read answer; echo $answer >answer" }
            """);
    try (Terminal terminal = new Terminal(project, temp.resolve("screen"), "run")) {
      Eventually.holds(() -> "asking", () -> project.has("asking"));
      terminal.type(CTRL_Z);
      terminal.type("still here\n");

      assertEquals(0, terminal.await());
    }
    assertEquals("still here\n", project.read("answer"));
  }

  @Test
  @DisplayName("J36 without a terminal: exit 3 before anything starts")
  void withoutATerminalNothingStarts() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            "jobs: { first: { run: touch first }, asks: { run: read x, interactive: true } }");

    Program.Result result = project.program().under("setsid", "--wait").run("run");

    assertEquals(3, result.exit(), result.told());
    assertTrue(result.err().contains("asks"), result.told());
    assertFalse(project.has("first"));
    assertEquals(List.of(), project.runs());
  }
}
