package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of "What happens when ..." in docs/background.md, those for which there is no other
 * test.
 */
class WhatHappensTest {
  private static final String DEAF =
      """
      jobs:
        a: { run: 'trap "" TERM; touch there; while :; do sleep 0.1 || :; done', grace: 60s }
        b: { run: touch b, needs: a }
      """;
  private static final String TAME =
      """
      jobs:
        a: { run: 'touch there; test -e go || sleep 60', grace: 1s }
        b: { run: touch b, needs: a }
      """;

  @TempDir Path temp;

  private BackgroundProject project(String config) throws Exception {
    return BackgroundProject.in(temp.resolve("project"), config);
  }

  private static Running started(BackgroundProject project) throws Exception {
    Running running = project.project().program().launch("run");
    Eventually.holds(() -> "a does not start", () -> project.project().has("there"));
    return running;
  }

  @Test
  @DisplayName("when Ctrl+C is pressed once: interrupted, 130")
  void once() throws Exception {
    try (BackgroundProject project = project(TAME);
        Running running = started(project)) {
      running.signal("INT");

      assertEquals(130, running.await().exit());
      RunRecord run = project.project().run();
      assertEquals("interrupted", run.status("a"));
      assertEquals("cancelled", run.status("b"));
      assertEquals(List.of(), project.alive());
    }
  }

  @Test
  @DisplayName("when Ctrl+C is pressed twice: killed at once, and recorded")
  void twice() throws Exception {
    try (BackgroundProject project = project(DEAF);
        Running running = started(project)) {
      running.signal("INT");
      Eventually.holds(running::toString, () -> running.err().contains("once more kills it"));
      running.signal("INT");

      assertEquals(130, running.await().exit());
      assertEquals("interrupted", project.project().run().status("a"));
      assertEquals(List.of(), project.alive());
    }
  }

  @Test
  @DisplayName(
      "when the terminal is closed: the foreground stops, what is detached does not notice")
  void hangUp() throws Exception {
    try (BackgroundProject project = project(TAME)) {
      RunRecord detached;
      try (Terminal terminal =
          new Terminal(project.project(), temp.resolve("screen"), "run", "--detach")) {
        assertEquals(0, terminal.await());
        detached = project.project().run();
        project.awaitStart(detached, "a");
      }
      try (Running running = project.project().program().launch("run")) {
        Eventually.holds(() -> "no second run", () -> project.project().runs().size() == 2);
        RunRecord second = new RunRecord(project.project().runs().getLast());
        project.awaitStart(second, "a");
        running.signal("HUP");

        assertEquals(129, running.await().exit());
        assertEquals("interrupted", second.status("a"));
      }
      assertEquals("running", project.listed(detached, "a").get("status"));
      assertEquals(0, project.pawl("cancel", "--all").exit());
      assertEquals("cancelled", detached.status());
    }
  }

  @Test
  @DisplayName("when pawl is killed in the foreground: the next command that acts records it")
  void killed() throws Exception {
    try (BackgroundProject project = project(TAME)) {
      try (Running running = started(project)) {
        running.signal("KILL");
        running.await();
      }
      RunRecord run = project.project().run();
      assertEquals("interrupted", project.listed(run, "a").get("status"));
      assertEquals("", run.status());
      project.project().write("go", "");

      Program.Result next = project.pawl("retry", run.id());

      assertEquals(0, next.exit(), next.told());
      assertEquals("interrupted", run.status());
      assertEquals("interrupted", run.status("a"));
      assertEquals("cancelled", run.status("b"));
      assertTrue(project.project().has("b"));
    }
  }

  @Test
  @DisplayName("when pawl is killed in the foreground: any other run records it too")
  void recordedByAnotherRun() throws Exception {
    try (BackgroundProject project =
        project(
            "workflows: { w: { jobs: { a: { run: 'touch there; sleep 60', grace: 1s } } }, x: { jobs: { y: { run: sleep 4 } } } }")) {
      try (Running running = project.project().program().launch("run", "w")) {
        Eventually.holds(() -> "a does not start", () -> project.project().has("there"));
        running.signal("KILL");
        running.await();
      }
      RunRecord lost = project.project().run();

      Program.Result next = project.pawl("run", "x");

      assertEquals(0, next.exit(), next.told());
      assertEquals("interrupted", lost.status(), next.told());
      assertTrue(next.err().contains("run " + lost.id() + ": interrupted"), next.told());
    }
  }

  @Test
  @DisplayName(
      "when a job leaves processes behind: they are stopped, detached as in the foreground")
  void leftBehind() throws Exception {
    String nap = Live.nap();
    try (BackgroundProject project =
        project("jobs: { a: { run: 'setsid sleep %s & sleep 0.1; exit 4' } }".formatted(nap))) {
      RunRecord run = project.detach();
      project.awaitEnd(run);

      assertEquals("4", run.exitCode("a"));
      assertTrue(run.reason("a").contains("left running"), run.reason("a"));
      assertEquals(List.of(), Live.marked(nap));
    }
  }

  @Test
  @DisplayName("when a job ignores SIGTERM: killed after its grace; a second cancel does not wait")
  void deaf() throws Exception {
    try (BackgroundProject project = project(DEAF)) {
      RunRecord run = project.detach();
      Eventually.holds(() -> "a does not start", () -> project.project().has("there"));
      try (Running first = project.project().program().launch("cancel", run.id())) {
        Eventually.holds(() -> "no stop", () -> !run.events("StopOrdered", "a").isEmpty());
        long begun = System.nanoTime();

        Program.Result second = project.pawl("cancel", run.id());

        assertEquals(0, second.exit(), second.told());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 15);
        assertEquals(0, first.await().exit());
      }
      assertEquals("cancelled", run.status());
      assertEquals("cancelled", run.status("a"));
      Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
    }
  }
}
