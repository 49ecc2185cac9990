package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timeouts and signals, as one job or the whole run meets them. */
class StopTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName("J25 a job over its timeout is ended with its tree and keeps what it printed")
  void aJobOverItsTimeoutIsEndedWithItsTree() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              slow:
                timeout: 1s
                run: |
                  echo before
                  sleep %1$s & sleep %1$s
                  echo after
            """
                .formatted(nap));

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("timed_out", run.status("slow"));
    assertEquals("before\n", run.log("slow"));
    assertTrue(run.reason("slow").contains("timed out after 1s"), run.reason("slow"));
    assertTrue(run.took("slow").compareTo(Duration.ofSeconds(1)) >= 0, () -> told(run));
    assertTrue(run.took("slow").compareTo(Duration.ofSeconds(4)) < 0, () -> told(run));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J26 a job that ignores TERM is killed after its grace, and is gone in its row")
  void aStubbornJobIsKilledAfterItsGrace() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                mode: sequential
                jobs:
                  stubborn:
                    timeout: 500ms
                    grace: 1s
                    run: trap '' TERM; sleep %s & while true; do sleep 0.05; done
                  look: grep -alFf nap.txt /proc/[0-9]*/cmdline 2>/dev/null || true
            """
                .formatted(nap)
                .replace("look: ", "look:\n          run: "));
    project.write("nap.txt", nap);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("timed_out", run.status("stubborn"));
    assertEquals("9", run.signal("stubborn"));
    assertEquals("137", run.exitCode("stubborn"));
    assertTrue(run.took("stubborn").compareTo(Duration.ofMillis(1500)) >= 0, () -> told(run));
    assertTrue(run.took("stubborn").compareTo(Duration.ofSeconds(5)) < 0, () -> told(run));
    assertEquals("succeeded", run.status("look"), run.reason("look"));
    assertEquals("", run.log("look"), "alive after its row was final");
  }

  @Test
  @DisplayName("J26 fail_fast cancels a job that ignores TERM, and starts nothing more")
  void failFastCancelsAStubbornJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                fail_fast: true
                concurrency: 2
                jobs:
                  stubborn: { run: "trap '' TERM; touch up; sleep %s", grace: 500ms }
                  fails: { run: "until test -e up; do sleep 0.02; done; exit 3" }
                  later: { run: touch later }
            """
                .formatted(nap));

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("cancelled", run.status("stubborn"));
    assertTrue(run.reason("stubborn").contains("fails"), run.reason("stubborn"));
    assertEquals("skipped", run.status("later"));
    assertEquals("not_reached", run.cause("later"));
    assertEquals("failed", run.status());
    assertTrue(!project.has("later"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J27 the exit code is the job's, and a signal is 128 + N and named")
  void theExitCodeIsTheJobs() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              seven: { run: exit 7 }
              segv: { run: kill -SEGV $$ }
              group: { run: kill -KILL 0 }
              shell: { run: exit 143 }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertAll(
        () -> assertEquals("7 0 failed", outcome(run, "seven")),
        () -> assertEquals("139 11 failed", outcome(run, "segv")),
        () -> assertEquals("137 9 failed", outcome(run, "group")),
        () -> assertEquals("143 15 failed", outcome(run, "shell")),
        () -> assertTrue(run.reason("segv").contains("SIGSEGV"), run.reason("segv")),
        () -> assertTrue(run.reason("seven").contains("7"), run.reason("seven")));
  }

  @ParameterizedTest(name = "{0} {1}: exit {2}")
  @CsvSource({"J28, INT, 130", "J29, TERM, 143", "neighbour of J29, HUP, 129"})
  @DisplayName("J28 J29 a signal stops jobs gently, records every one, and is the exit code")
  void aSignalStopsGently(String ignored, String signal, int exit) throws Exception {
    Project project = Project.in(temp, gentle());
    try (Running pawl = project.program().launch("run", "-j", "3")) {
      Eventually.holds(() -> "started", () -> isUp(project, "plain") && isUp(project, "traps"));

      pawl.signal(signal);
      Program.Result result = pawl.await();

      assertEquals(exit, result.exit(), result.told());
      assertEquals(List.of(), Live.marked(nap));
    }
    RunRecord run = project.run();
    assertAll(
        () -> assertEquals("succeeded", run.status("done")),
        () -> assertEquals("interrupted", run.status("plain")),
        () -> assertEquals("interrupted", run.status("traps")),
        () -> assertEquals("cancelled", run.status("waits")),
        () -> assertEquals("cancelled", run.status("needy")),
        () -> assertEquals("interrupted", run.status()),
        () -> assertEquals("gentle\n", project.read("bye")),
        () -> assertTrue(run.reason("plain").contains("SIG" + signal), run.reason("plain")),
        () -> assertTrue(run.reason("waits").contains("SIG" + signal), run.reason("waits")),
        () -> assertEquals(0, run.attempts("needy") + run.attempts("waits")));
    Eventually.holds(() -> "the helper goes", () -> Live.marked(run.id()).isEmpty());
  }

  @Test
  @DisplayName("J28 a second Ctrl+C kills at once, with the same records")
  void aSecondSignalKillsAtOnce() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              stubborn: { run: "trap '' TERM; touch up; sleep %s", grace: 5m }
              needy: { run: touch needy, needs: stubborn }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      pawl.signal("INT");
      Eventually.holds(
          () -> "the first is recorded",
          () -> !project.run().events("StopOrdered", "stubborn").isEmpty());
      long second = System.nanoTime();
      pawl.signal("INT");

      Program.Result result = pawl.await();

      assertEquals(130, result.exit(), result.told());
      assertTrue(System.nanoTime() - second < Duration.ofSeconds(10).toNanos());
    }
    RunRecord run = project.run();
    assertEquals("interrupted", run.status("stubborn"));
    assertEquals("9", run.signal("stubborn"));
    assertEquals("cancelled", run.status("needy"));
    assertEquals("interrupted", run.status());
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J29 SIGTERM before the first job started: every row cancelled, exit 143")
  void aSignalBeforeTheFirstJobCancelsEveryRow() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              one: { run: touch one, skip: [ { run: "touch asked; sleep %s" } ] }
              two: { run: touch two }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "the condition is asked", () -> project.has("asked"));
      pawl.signal("TERM");

      Program.Result result = pawl.await();

      assertEquals(143, result.exit(), result.told());
    }
    RunRecord run = project.run();
    assertEquals("cancelled", run.status("one"));
    assertEquals("cancelled", run.status("two"));
    assertTrue(!project.has("one") && !project.has("two"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("neighbour of J29: whenever the signal comes, the exit is 143 and no row is open")
  void wheneverTheSignalComesNoRowIsOpen() throws Exception {
    for (int millis = 0; millis <= 1000; millis += 125) {
      Project project =
          Project.in(
              temp.resolve("at" + millis),
              "jobs: { a: { run: sleep %1$s }, b: { run: sleep %1$s } }".formatted(nap));
      try (Running pawl = project.program().launch("run")) {
        long due = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        Eventually.holds(() -> "the time", () -> System.nanoTime() - due >= 0);
        pawl.signal("TERM");

        Program.Result result = pawl.await();

        assertEquals(143, result.exit(), millis + " ms: " + result.told());
      }
      for (Path folder : project.runs()) {
        RunRecord run = new RunRecord(folder);
        assertTrue(!run.status("a").isEmpty() && !run.status("b").isEmpty(), () -> told(run));
        assertTrue(!run.status().isEmpty(), () -> told(run));
      }
      assertEquals(List.of(), Live.marked(nap), "after " + millis + " ms");
    }
  }

  private String gentle() {
    return """
    jobs:
      done: { run: "true" }
      plain: { run: "touch plain; sleep %1$s" }
      traps:
        run: |
          trap 'echo gentle >>bye; exit 0' TERM
          touch traps
          sleep %1$s & wait
      third: { run: sleep %1$s }
      waits: { run: touch waits, priority: 9 }
      needy: { run: touch needy, needs: plain }
    """
        .formatted(nap);
  }

  private static boolean isUp(Project project, String name) throws Exception {
    return project.has(name) && project.run().hasStarted("third");
  }

  private static String outcome(RunRecord run, String job) throws Exception {
    return run.exitCode(job) + " " + run.signal(job) + " " + run.status(job);
  }

  private static String told(RunRecord run) {
    try {
      return run.events().toString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
