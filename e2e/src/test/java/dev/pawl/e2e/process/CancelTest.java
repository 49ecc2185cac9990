package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** {@code pawl cancel}, as jobs and runs meet it. */
class CancelTest {
  private static final Duration PROMISED = Duration.ofSeconds(10);

  @TempDir Path temp;

  private final String nap = Live.nap();

  private static void started(Project project, String... jobs) throws Exception {
    for (String job : jobs) {
      Eventually.holds(
          () -> job + " does not start",
          () -> !project.runs().isEmpty() && project.run().hasStarted(job));
    }
  }

  private static Program.Result cancel(Project project, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "cancel";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return project.pawl(all);
  }

  @Test
  @DisplayName("J45 a background job of 30 s is cancelled within 10 s, never failed, and gone")
  void aBackgroundJobIsCancelled() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              quick: { run: "true" }
              long: { run: "echo begun; sleep %s", background: true }
              after: { run: touch after, background: true, needs: long }
              other: { run: "until test -e go; do sleep 0.02; done", background: true }
            """
                .formatted(nap));
    assertEquals(0, project.pawl("run", "-j", "4").exit());
    started(project, "long", "other");
    long begun = System.nanoTime();

    Program.Result result = cancel(project, "long");

    assertTrue(System.nanoTime() - begun < PROMISED.toNanos());
    assertEquals(0, result.exit(), result.told());
    assertEquals(project.run().id() + ":long: cancelled\n", result.out());
    assertEquals("cancelled", project.run().status("long"));
    assertEquals("cancelled by request", project.run().reason("long"));
    assertEquals(List.of(), Live.marked(nap));
    assertEquals("", project.run().status(), "the others go on");
    project.write("go", "");
    Eventually.holds(() -> "the run does not end", () -> !project.run().status().isEmpty());
    RunRecord record = project.run();
    assertEquals("dep_failed", record.status("after"));
    assertFalse(project.has("after"));
    assertEquals("succeeded", record.status("quick"));
    assertEquals("succeeded", record.status("other"));
    assertEquals("cancelled", record.status());
    Eventually.holds(
        () -> "its coordinator stays", () -> Live.marked(project.folder().toString()).isEmpty());
    assertFalse(record.folder().resolve("control").toFile().exists(), "the socket is gone");
  }

  @Test
  @DisplayName("J46 cancel --all: what runs stops, what waits never starts, all say cancelled")
  void allIsCancelled() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "sleep %s" }
              b: { run: touch b }
              c: { run: touch c, needs: a }
            """
                .formatted(nap));
    try (Running run = project.program().launch("run", "-j", "1")) {
      started(project, "a");

      Program.Result result = cancel(project, "--all");

      assertEquals(0, result.exit(), result.told());
      assertEquals("run " + project.run().id() + ": cancelled\n", result.out());
      assertEquals(1, run.await().exit());
    }
    RunRecord record = project.run();
    assertEquals("cancelled", record.status());
    for (String job : List.of("a", "b", "c")) {
      assertEquals("cancelled", record.status(job), job);
      assertEquals("cancelled by request", record.reason(job), job);
    }
    assertFalse(project.has("b") || project.has("c"), "started after the cancel");
    assertEquals(List.of(), Live.marked("PAWL_SCOPE=" + record.id()));
  }

  @Test
  @DisplayName("J47 of two runs at once one is cancelled, the other is not touched")
  void oneOfTwoRunsIsCancelled() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "touch begun-$PAWL_RUN; until test -e go; do sleep 0.02; done" }
              b: { run: "true", needs: a }
            """);
    try (Running first = project.program().launch("run");
        Running second = project.program().launch("run")) {
      Eventually.holds(
          () -> "two runs",
          () ->
              project.runs().size() == 2
                  && project.runs().stream()
                      .allMatch(run -> project.has("begun-" + run.getFileName())));
      RunRecord one = new RunRecord(project.runs().getFirst());
      RunRecord other = new RunRecord(project.runs().getLast());

      Program.Result result = cancel(project, one.id());

      assertEquals(0, result.exit(), result.told());
      assertEquals("cancelled", one.status());
      assertEquals("", other.status());
      assertTrue(Live.isAlive(other.pid("a")));
      project.write("go", "");
      assertEquals(1, first.await().exit() + second.await().exit());
      assertEquals("succeeded", other.status());
      assertEquals("succeeded", other.status("b"));
    }
  }

  @Test
  @DisplayName("J46 neighbour: a waiting job that is cancelled never starts, the others go on")
  void aWaitingJobNeverStarts() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "until test -e go; do sleep 0.02; done" }
              b: { run: touch b, tags: [late] }
              c: { run: touch c }
            """);
    try (Running run = project.program().launch("run", "-j", "1")) {
      started(project, "a");

      Program.Result result = cancel(project, "--tag", "late");

      assertEquals(0, result.exit(), result.told());
      assertEquals(project.run().id() + ":b: cancelled\n", result.out());
      project.write("go", "");
      assertEquals(1, run.await().exit());
    }
    assertEquals("cancelled", project.run().status("b"));
    assertFalse(project.has("b"));
    assertTrue(project.has("c"));
  }

  @Test
  @DisplayName("J45 neighbour: what ignores TERM is named, and a second cancel kills it at once")
  void aSecondCancelKills() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "trap '' TERM; touch a; sleep %1$s", grace: 5m }
              b: { run: "trap '' TERM; touch b; sleep %1$s", grace: 5m }
            """
                .formatted(nap));
    try (Running run = project.program().launch("run", "-j", "2")) {
      Eventually.holds(() -> "both", () -> project.has("a") && project.has("b"));
      try (Running first = project.program().launch("cancel", "last:a")) {
        String named = "waiting for " + project.run().id() + ":a";
        Eventually.holds(() -> "named: " + named, () -> first.err().contains(named));
        assertTrue(Live.isAlive(project.run().pid("a")));

        assertEquals(0, cancel(project, "a").exit());
        assertEquals(0, first.await().exit());
      }
      assertEquals("9", project.run().signal("a"));
      assertEquals("cancelled", project.run().status("a"));
      assertTrue(Live.isAlive(project.run().pid("b")));
      try (Running first = project.program().launch("cancel", "--workflow", "default")) {
        Eventually.holds(
            () -> "stopping", () -> !project.run().events("StopOrdered", "b").isEmpty());
        assertEquals(0, cancel(project, "--all").exit());
        assertEquals(0, first.await().exit());
      }
      assertEquals(1, run.await().exit());
    }
    assertEquals("9", project.run().signal("b"));
    assertEquals("cancelled", project.run().status());
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J45 neighbour: a grandchild in a session of its own is gone as well")
  void anEscapedGrandchildIsGone() throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs: { a: { run: 'setsid sleep %1$s & (trap \"\" TERM; sleep %1$s) & wait', grace: 1s } }"
                .formatted(nap));
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "the tree", () -> Live.marked("sleep " + nap).size() >= 2);

      Program.Result result = cancel(project, "last");

      assertEquals(0, result.exit(), result.told());
      assertEquals(List.of(), Live.marked(nap));
      assertEquals(1, run.await().exit());
    }
    assertEquals("cancelled", project.run().status("a"));
  }

  @Test
  @DisplayName("J45 neighbour: a run that waits for a retry, and one of services only")
  void aRunThatWaitsOrServesIsCancelled() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              wait: { jobs: { a: { run: exit 1, retries: { limit: 1, delay: 1m } } } }
              serve: { jobs: { a: { run: "touch up; sleep %s", service: true } } }
            """
                .formatted(nap));
    try (Running wait = project.program().launch("run", "wait")) {
      Eventually.holds(
          () -> "waits",
          () ->
              !project.runs().isEmpty() && !project.run().events("RetryScheduled", "a").isEmpty());
      assertEquals(0, cancel(project, "--workflow", "wait").exit());
      assertEquals(1, wait.await().exit());
    }
    assertEquals("cancelled", project.run().status());
    assertEquals("cancelled", project.run().status("a"));
    assertEquals(1, project.run().attempts("a"));

    try (Running serve = project.program().launch("run", "serve")) {
      Eventually.holds(() -> "serves", () -> project.has("up"));
      assertEquals("nothing to cancel\n", cancel(project, "--workflow", "wait").err());
      assertEquals(0, cancel(project, "last").exit());
      assertEquals(1, serve.await().exit());
    }
    RunRecord served = new RunRecord(project.runs().getLast());
    assertEquals("cancelled", served.status());
    assertEquals("cancelled", served.status("a"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName(
      "J45 neighbour: a step and a loop that are cancelled are incomplete, with the reason")
  void aStepAndALoopAreIncomplete() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              step: { run: "touch out; sleep %s", outputs: [out] }
              loop:
                run: test "$ITEM" != c || sleep %s
                foreach: { list: [a, b, c, d], concurrency: 1 }
            """
                .formatted(nap, nap));
    try (Running run = project.program().launch("run", "-j", "4")) {
      started(project, "step");
      Eventually.holds(() -> "both sleep", () -> Live.marked("sleep " + nap).size() >= 2);
      assertEquals(0, cancel(project, "loop").exit());
      assertEquals(0, cancel(project, "last").exit());
      assertEquals(1, run.await().exit());
    }
    RunRecord record = project.run();
    assertEquals("cancelled", record.status("step"));
    assertEquals("cancelled", record.status("loop"));
    assertEquals("cancelled by request; processed 2 of 4 items", record.reason("loop"));
    Program.Result steps = project.pawl("state", "list", "--format", "ndjson");
    assertEquals(2, steps.out().lines().count(), steps.told());
    for (String step : steps.out().lines().toList()) {
      assertTrue(step.contains("\"complete\":false"), step);
      assertTrue(step.contains("\"reason\":\"cancelled by request"), step);
    }
    assertEquals(List.of(), Live.marked(nap));
  }
}
