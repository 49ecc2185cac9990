package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, in which order, and what a failure takes with it. */
class GraphTest {
  private static final String B_AND_C =
      "  b: { run: echo b >>order }\n  c: { run: echo c >>order }\n";

  @TempDir Path temp;

  @Test
  @DisplayName("J01 no jobs is a success with a record of its own")
  void noJobsIsASuccessWithARecord() throws Exception {
    Project project = Project.in(temp, "jobs: {}\n");

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded", project.run().status());
  }

  @Test
  @DisplayName("J02 a job in the middle fails, the two beside it run, the run fails")
  void aFailureDoesNotKeepUnrelatedJobsFromRunning() throws Exception {
    Project project =
        Project.in(temp, "jobs: {a: {run: echo a}, b: {run: echo b; exit 3}, c: {run: echo c}}\n");

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("failed", run.status());
    assertEquals(List.of("succeeded", "failed", "succeeded"), statuses(run, "a", "b", "c"));
    assertEquals("3", run.exitCode("b"));
    assertEquals("exit code 3", run.reason("b"));
    assertEquals("b\n", run.log("b"));
    assertEquals("c\n", run.log("c"));
  }

  @Test
  @DisplayName("J03 sequential goes on after a failure, in the order of the file")
  void sequentialGoesOnAfterAFailure() throws Exception {
    Project project = inMode("sequential", "  a: { run: echo a >>order; exit 1 }\n" + B_AND_C);

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("a\nb\nc\n", project.read("order"));
    assertEquals(
        List.of("failed", "succeeded", "succeeded"), statuses(project.run(), "a", "b", "c"));
  }

  @Test
  @DisplayName("J04 piped stops at the first failure and names it in the rows behind it")
  void pipedStopsAtTheFirstFailure() throws Exception {
    Project project =
        inMode("piped", "  a: { run: echo }\n  b: { run: exit 2 }\n  c: { run: echo c }\n");

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals(List.of("succeeded", "failed", "skipped"), statuses(run, "a", "b", "c"));
    assertEquals("not_reached", run.cause("c"));
    assertTrue(run.reason("c").contains("b"), run.reason("c"));
    assertEquals(List.of(), run.events("AttemptPlanned", "c"));
    assertFalse(run.logFile("c").toFile().exists());
  }

  @Test
  @DisplayName("J03 sequential and piped start needs first, then by priority, then in file order")
  void oneAtATimeStartsNeedsFirstThenPriorityThenFileOrder() throws Exception {
    String jobs =
        """
          late: { run: echo late >>order, priority: 5 }
          x: { run: echo x >>order, needs: z }
          y: { run: echo y >>order }
          z: { run: echo z >>order }
          early: { run: echo early >>order, priority: -1 }
        """;
    for (String mode : List.of("sequential", "piped")) {
      Project project = inMode(mode, jobs);

      Program.Result result = project.pawl("run");

      assertEquals(0, result.exit(), result.told());
      assertEquals("early\ny\nz\nx\nlate\n", project.read("order"), mode);
    }
  }

  @Test
  @DisplayName("J03 sequential runs one job at a time")
  void sequentialRunsOneJobAtATime() throws Exception {
    String alone = "mkdir lock; rmdir lock";
    Project project =
        inMode(
            "sequential",
            "  a: { run: %1$s }\n  b: { run: %1$s }\n  c: { run: %1$s }\n".formatted(alone));

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
  }

  @Test
  @DisplayName("J05 in a chain whatever comes behind a failure never starts and says why")
  void whateverComesBehindAFailureNeverStarts() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              c: { run: touch c, needs: b }
              b: { run: touch b, needs: a }
              a: { run: exit 1 }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals(List.of("failed", "dep_failed", "dep_failed"), statuses(run, "a", "b", "c"));
    assertEquals("needs a, which failed", run.reason("b"));
    assertTrue(run.reason("c").contains("b"), run.reason("c"));
    assertTrue(run.reason("c").contains(" a,"), run.reason("c"));
    assertFalse(project.has("b") || project.has("c"));
    assertEquals(0, run.attempts("b") + run.attempts("c"));
  }

  @Test
  @DisplayName("J06 in a diamond the other side succeeds and the tip is dep_failed")
  void inADiamondTheOtherSideSucceeds() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: echo a }
              b: { run: exit 9, needs: a }
              c: { run: echo c, needs: [a] }
              d: { run: touch d, needs: [c, b] }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals(
        List.of("succeeded", "failed", "succeeded", "dep_failed"),
        statuses(run, "a", "b", "c", "d"));
    assertEquals("needs b, which failed", run.reason("d"));
    assertFalse(project.has("d"));
  }

  @Test
  @DisplayName("J07 ten children of a failed root are settled at once, each with a row")
  void tenChildrenOfAFailedRootAreSettledAtOnce() throws Exception {
    StringBuilder yaml = new StringBuilder("jobs:\n  root: { run: exit 1 }\n");
    for (int child = 1; child <= 10; child++) {
      yaml.append("  c").append(child).append(": { run: sleep 60, needs: root }\n");
    }
    Project project = Project.in(temp, yaml.toString());

    Program.Result result = project.pawl("run", "-j", "1");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    for (int child = 1; child <= 10; child++) {
      assertEquals("dep_failed", run.status("c" + child));
      assertEquals("needs root, which failed", run.reason("c" + child));
    }
    Duration settling =
        Duration.between(
            RunRecord.at(run.events("AttemptFinished", "root").getFirst()),
            RunRecord.at(run.events().getLast()));
    assertTrue(settling.compareTo(Duration.ofSeconds(2)) < 0, settling::toString);
  }

  @Test
  @DisplayName("J12 a dependent starts the moment its last need is met, not when a wave is over")
  void aDependentStartsTheMomentItsLastNeedIsMet() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "i=0; until [ -e c-ran ]; do i=$((i+1)); [ $i -lt 300 ]; sleep 0.1; done" }
              b: { run: echo b }
              c: { run: touch c-ran, needs: b }
            """);

    Program.Result result = project.pawl("run", "-j", "2");

    assertEquals(0, result.exit(), result.told());
  }

  @Test
  @DisplayName("J08 -j takes the place of the file's concurrency, and never more run than that")
  void neverMoreRunThanAsked() throws Exception {
    StringBuilder yaml = new StringBuilder("workflows:\n  w:\n    concurrency: 9\n    jobs:\n");
    for (int job = 0; job < 9; job++) {
      yaml.append("      j")
          .append(job)
          .append(": { run: \"echo + >>n; sleep 0.05; echo - >>n\" }\n");
    }
    Project project = Project.in(temp, yaml.toString());

    Program.Result result = project.pawl("run", "-j", "3");

    assertEquals(0, result.exit(), result.told());
    int running = 0;
    int most = 0;
    for (String line : project.read("n").lines().toList()) {
      running += line.equals("+") ? 1 : -1;
      most = Math.max(most, running);
    }
    assertEquals(0, running);
    assertTrue(most <= 3, () -> "too many at a time");
    assertEquals(18, project.read("n").lines().count());
  }

  @Test
  @DisplayName("J02 fail_fast cancels what runs, starts nothing more, and says who was first")
  void failFastCancelsWhatRuns() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              w:
                fail_fast: true
                concurrency: 2
                jobs:
                  long: { run: "touch running; sleep 60" }
                  bad: { run: "until [ -e running ]; do sleep 0.05; done; exit 4" }
                  later: { run: touch later }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("failed", run.status());
    assertEquals(List.of("cancelled", "failed", "skipped"), statuses(run, "long", "bad", "later"));
    assertTrue(run.reason("long").contains("bad"), run.reason("long"));
    assertEquals("not_reached", run.cause("later"));
    assertTrue(run.reason("later").contains("bad"), run.reason("later"));
    assertFalse(project.has("later"));
  }

  private Project inMode(String mode, String jobs) throws IOException {
    String yaml = "workflows:\n  w:\n    mode: " + mode + "\n    jobs:\n" + jobs.indent(4);
    return Project.in(temp.resolve(mode), yaml);
  }

  private static List<String> statuses(RunRecord run, String... jobs) throws IOException {
    List<String> statuses = new ArrayList<>();
    for (String job : jobs) {
      statuses.add(run.status(job));
    }
    return statuses;
  }
}
