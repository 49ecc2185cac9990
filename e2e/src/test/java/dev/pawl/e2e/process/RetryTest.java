package dev.pawl.e2e.process;

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

/** Attempts after the first. */
class RetryTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName(
      "J33 fails twice, then works: succeeded, three attempts, three logs, the delays kept")
  void theThirdAttemptWorks() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              flaky:
                run: |
                  echo attempt $PAWL_ATTEMPT
                  echo . >>tries
                  test $(wc -l <tries) -eq 3
                retries: { limit: 2, delay: 300ms, backoff: 2.0, jitter: false }
              needy: { run: touch needy, needs: flaky }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded", run.status("flaky"));
    assertEquals(3, run.attempts("flaky"));
    assertEquals("attempt 1\n", run.log("flaky"));
    assertEquals("attempt 2\n", run.log("flaky@2"));
    assertEquals("attempt 3\n", run.log("flaky@3"));
    assertWait(run, 0, Duration.ofMillis(300));
    assertWait(run, 1, Duration.ofMillis(600));
    assertTrue(project.has("needy"));
  }

  @Test
  @DisplayName("neighbour of J33: with on_exit only those codes are tried again")
  void onlyTheNamedCodesAreTriedAgain() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            x-retry: &retry { limit: 3, delay: 10ms, on_exit: [75] }
            jobs:
              other: { run: exit 74, retries: *retry }
              named: { run: "test $PAWL_ATTEMPT = 2 || exit 75", retries: *retry }
              killed: { run: kill -9 $$, retries: *retry }
              signal: { run: "kill -9 $$", retries: { limit: 1, delay: 10ms, on_exit: [137] } }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("failed 1", run.status("other") + " " + run.attempts("other"));
    assertEquals("succeeded 2", run.status("named") + " " + run.attempts("named"));
    assertEquals("failed 1", run.status("killed") + " " + run.attempts("killed"));
    assertEquals("failed 2", run.status("signal") + " " + run.attempts("signal"));
  }

  @Test
  @DisplayName("neighbour of J33: a timeout counts per attempt, and is tried again")
  void aTimeoutIsPerAttempt() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              slow:
                run: "echo up; test $PAWL_ATTEMPT = 3 || sleep %s"
                timeout: 700ms
                retries: { limit: 2, delay: 10ms }
            """
                .formatted(nap));

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded 3", run.status("slow") + " " + run.attempts("slow"));
    assertEquals(
        List.of("timed_out", "timed_out", "succeeded"),
        run.events("AttemptFinished", "slow").stream().map(e -> e.get("outcome")).toList());
    assertEquals("up\n", run.log("slow@2"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("neighbour of J25: forty timeouts one after another are forty stops")
  void manyStopsInTurnAllWork() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            x-retries: &retries { limit: 39, delay: 1ms, max_delay: 1ms }
            jobs:
              slow: { run: sleep %1$s, timeout: 20ms, retries: *retries }
              other: { run: sleep %1$s, timeout: 30ms, retries: *retries }
            """
                .formatted(nap));

    Program.Result result = project.pawl("run", "-q", "-j", "2");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("timed_out 40", run.status("slow") + " " + run.attempts("slow"));
    assertEquals("timed_out 40", run.status("other") + " " + run.attempts("other"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName(
      "neighbour of J33: one that waits for its next attempt takes no slot; Ctrl+C ends it")
  void aWaitingAttemptTakesNoSlotAndEndsWithCtrlC() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              waits: { run: exit 1, retries: { limit: 5, delay: 10m, max_delay: 10m } }
              other: { run: touch other }
            """);
    try (Running pawl = project.program().launch("run", "-j", "1")) {
      Eventually.holds(() -> "the slot is free", () -> project.has("other"));
      pawl.signal("INT");

      Program.Result result = pawl.await();

      assertEquals(130, result.exit(), result.told());
    }
    RunRecord run = project.run();
    assertEquals("interrupted 1", run.status("waits") + " " + run.attempts("waits"));
  }

  private static void assertWait(RunRecord run, int failure, Duration least) throws Exception {
    Duration waited =
        Duration.between(
            RunRecord.at(run.events("AttemptFinished", "flaky").get(failure)),
            RunRecord.at(run.events("AttemptPlanned", "flaky").get(failure + 1)));
    assertTrue(waited.compareTo(least.minusMillis(2)) >= 0, () -> "waited " + waited);
    assertTrue(waited.compareTo(least.plusSeconds(2)) < 0, () -> "waited " + waited);
  }
}
