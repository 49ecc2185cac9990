package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    try (Terminal terminal = new Terminal(project, "run", "-j", "4")) {
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
    try (Terminal terminal = new Terminal(project, "run", "-j", "1")) {
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
    try (Terminal terminal = new Terminal(project, "run", "-j", "2")) {
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
    try (Terminal terminal = new Terminal(project, "; code=$?; " + modes, List.of("run"))) {
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
    try (Terminal terminal = new Terminal(project, "run")) {
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

  /** The program behind a pseudo terminal of its own. */
  private final class Terminal implements AutoCloseable {
    private final Process script;
    private final OutputStream keys;

    Terminal(Project project, String... arguments) throws IOException {
      this(project, "", List.of(arguments));
    }

    Terminal(Project project, String rest, List<String> arguments) throws IOException {
      String command =
          "'"
              + String.join("' '", project.program().command(arguments.toArray(String[]::new)))
              + "'";
      // script(1) starts the command with $SHELL, and passes its exit code on.
      script =
          project
              .program()
              .with("SHELL", "/bin/bash")
              .builder(List.of("script", "-qec", command + rest, "/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("screen").toFile())
              .start();
      keys = script.getOutputStream();
    }

    void type(String text) throws IOException {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    }

    /** The Java program below script(1). */
    long programPid() {
      return script
          .descendants()
          .filter(child -> child.info().command().orElse("").endsWith("/java"))
          .findFirst()
          .orElseThrow()
          .pid();
    }

    int await() throws Exception {
      if (!script.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("still ran: " + Files.readString(temp.resolve("screen")));
      }
      return script.exitValue();
    }

    @Override
    public void close() throws Exception {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly().waitFor();
    }
  }
}
