package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs print, in logs and on the outputs of the program. */
class OutputTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J24 stdin of a job is empty: cat ends at once")
  void stdinOfAJobIsEmpty() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: cat; echo over, timeout: 20s } }");

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("over\n", project.run().log("a"));
  }

  @Test
  @DisplayName("J31 bytes that are no text and 200,000 lines are in the log as they were written")
  void everyByteIsInTheLog() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: \"printf '\\\\377\\\\376'; seq 200000; exit 5\" } }");

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit());
    assertEquals("5", run.exitCode("a"));
    byte[] log = Files.readAllBytes(run.logFile("a"));
    assertArrayEquals(new byte[] {(byte) 0xff, (byte) 0xfe}, Arrays.copyOf(log, 2));
    List<String> lines = new String(log, 2, log.length - 2, "US-ASCII").lines().toList();
    assertEquals(IntStream.rangeClosed(1, 200_000).mapToObj(Integer::toString).toList(), lines);
    assertEquals(200_000, result.out().lines().count(), "lines on stdout");
    assertEquals(
        Long.toString(log.length),
        run.events("AttemptFinished", "a").getLast().get("log_bytes").toString());
  }

  @Test
  @DisplayName("J31 a job that opens /dev/stdout and /dev/stderr again loses nothing")
  void openingTheOutputsAgainLosesNothing() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "echo one; echo two | tee /dev/stderr; echo three >/dev/stdout" }
            """);

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("one\ntwo\ntwo\nthree\n", project.run().log("a"));
  }

  @Test
  @DisplayName("J31 the last bytes without a line end are in the log and on stdout")
  void theLastBytesAreKept() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: printf end }, quiet: { run: 'true' } }");

    Program.Result result = project.pawl("run", "-v");

    assertEquals("end", project.run().log("a"));
    assertEquals("a | end", unpadded(result.out()).strip());
    assertFalse(Files.exists(project.run().logFile("quiet")), "no byte, no log");
  }

  @Test
  @DisplayName("J32 two jobs print at the same time: every line shows its job, no escape codes")
  void everyLineShowsItsJob() throws Exception {
    String loop = "for i in $(seq 500); do echo $PAWL_JOB $i; done";
    Project project =
        Project.in(
            temp, "jobs: { left: { run: \"%1$s\" }, right: { run: \"%1$s\" } }".formatted(loop));

    Program.Result result = project.pawl("run", "-j", "2");

    assertEquals(0, result.exit(), result.told());
    assertFalse((result.out() + result.err()).contains("\u001b"), "escape codes");
    for (String job : List.of("left", "right")) {
      List<String> expected = new ArrayList<>();
      IntStream.rangeClosed(1, 500).forEach(i -> expected.add(job + " | " + job + " " + i));
      assertEquals(
          expected, unpadded(result.out()).lines().filter(l -> l.startsWith(job)).toList());
    }
    assertEquals(1000, result.out().lines().count());
  }

  @Test
  @DisplayName("J32 without a terminal a job's escape codes and carriage returns stay in its log")
  void escapeCodesStayInTheLog() throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs: { a: { run: \"printf '10%%\\\\r\\\\033[31m99%%\\\\033[0m\\\\n'; exit 4\" } }");

    Program.Result result = project.pawl("run");

    assertEquals("10%\r\u001b[31m99%\u001b[0m\n", project.run().log("a"));
    assertFalse((result.out() + result.err()).contains("\u001b"), result.told());
    assertEquals("a | 99%", unpadded(result.out()).strip());
  }

  @Test
  @DisplayName("J34 the last lines and the fail_text of a failed job are shown, and how to see all")
  void aFailureIsShownAtTheEnd() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              broken: { run: "seq -f 'line %g.' 40; exit 9", fail_text: "Ask the plumber." }
              late: { run: "sleep 0.3; seq -f 'late %g.' 50" }
            """);

    Program.Result result = project.pawl("run", "-q");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    String told = result.err() + result.out();
    assertTrue(told.contains("Ask the plumber."), result.told());
    assertTrue(told.contains("pawl logs " + run.id() + ":broken"), result.told());
    assertTrue(told.contains("line 21.") && told.contains("line 40."), result.told());
    assertFalse(told.contains("line 20."), result.told());
    assertFalse(told.contains("late"), result.told());
    assertTrue(told.contains("9"), result.told());
  }

  @Test
  @DisplayName("neighbour of J32: a reader that closes stdout early does not end the run")
  void aClosedStdoutDoesNotEndTheRun() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: seq 20000 }, b: { run: seq 9; touch b, needs: a } }");

    int exit = throughShell(project, "set -o pipefail; " + command(project) + " | head -1 >first");

    assertEquals(0, exit);
    assertEquals("a | 1\n", unpadded(project.read("first")));
    assertTrue(project.has("b"));
    assertEquals("succeeded", project.run().status());
    assertEquals(20_000, project.run().log("a").lines().count());
  }

  @Test
  @DisplayName("neighbour of J32: started without stdin, stdout and stderr the run is the same")
  void withoutAnyOutputTheRunIsTheSame() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: \"cat; echo out; echo err >&2; exit 6\" } }");

    int exit = throughShell(project, command(project) + " <&- >&- 2>&-");

    assertEquals(1, exit);
    assertEquals("out\nerr\n", project.run().log("a"));
    assertEquals("6", project.run().exitCode("a"));
    assertEquals("failed", project.run().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "jobs", "graph", "logs a", "version"})
  @DisplayName("neighbour of J32: started without an output, Pawl ends quietly")
  void withoutAnOutputItEndsQuietly(String command) throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo out } }");
    assertEquals(0, project.pawl("run").exit());
    String pawl = String.join(" ", project.program().command()) + " " + command;

    assertEquals(0, throughShell(project, pawl + " >&-"));
    assertEquals("", command.equals("run") ? "" : project.read("shell.out"));
    assertEquals(0, throughShell(project, pawl + " 2>&-"));
    assertFalse(project.read("shell.out").isEmpty());
  }

  @Test
  @DisplayName("neighbour of J32: a full disk behind stdout does not end the run")
  void aFullStdoutDoesNotEndTheRun() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: seq 20000 }, b: { run: touch b } }");

    throughShell(project, command(project) + " -j 1 >/dev/full");

    assertTrue(project.has("b"));
    assertEquals("succeeded", project.run().status());
  }

  private static String command(Project project) {
    return "'" + String.join("' '", project.program().command("run")) + "'";
  }

  private static int throughShell(Project project, String script) throws Exception {
    return project
        .program()
        .builder(List.of("bash", "-c", script))
        .redirectErrorStream(true)
        .redirectOutput(project.path("shell.out").toFile())
        .start()
        .waitFor();
  }

  /** Names may be padded to a column. */
  private static String unpadded(String out) {
    return out.replaceAll("(?m)^(\\S+) +\\| ?", "$1 | ");
  }
}
