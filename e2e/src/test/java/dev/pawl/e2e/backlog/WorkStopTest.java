package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a run over the backlog. */
class WorkStopTest {
  private final String nap = Live.nap();

  @TempDir Path temp;

  private Program.Result stopped(WorkProject project, String signal) throws Exception {
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      long start = System.nanoTime();
      work.signal(signal);
      Program.Result result = work.await();
      long took = (System.nanoTime() - start) / 1_000_000;
      assertTrue(took < 5_000, "it took " + took + " ms");
      assertEquals(List.of(), Live.marked(nap));
      return result;
    }
  }

  private void isInterrupted(WorkProject project, String job, Program.Result result)
      throws Exception {
    assertEquals("interrupted", project.project().run().status(job), result.told());
    assertEquals(1, project.commits().size(), project.commits().toString());
    assertTrue(project.commits().getFirst().contains("shutdown"), project.commits().toString());
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName(
      "B38 SIGINT during a phase: gone at once, the item keeps its place, halt commit, 130")
  void interruptedPhase() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "touch \"$ACTS/busy\"; sleep " + nap);

    Program.Result result = stopped(project, "INT");

    assertEquals(130, result.exit(), result.told());
    isInterrupted(project, "WRK-001.plan", result);
    assertTrue(project.project().run().reason("WRK-001.plan").contains("SIGINT"));
    assertEquals("in_progress", project.field("WRK-001", "status"));
    assertEquals("plan", project.field("WRK-001", "phase"));

    Program.Result again = project.work();

    assertEquals(0, again.exit(), again.told());
    assertEquals(2, project.times("WRK-001.plan"));
  }

  @Test
  @DisplayName(
      "B38 SIGTERM during a triage: the item stays new, halt commit or nothing to commit, 143")
  void terminatedTriage() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, fresh("WRK-001", ""));
    project.act("WRK-001.triage.1", "touch \"$ACTS/busy\"; sleep " + nap);

    Program.Result result = stopped(project, "TERM");

    assertEquals(143, result.exit(), result.told());
    assertEquals("interrupted", project.project().run().status("WRK-001.triage"));
    assertEquals("new", project.field("WRK-001", "status"));
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName("B38 during a destructive phase: what it has written so far stays, uncommitted")
  void interruptedBuild() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, at("WRK-001", "build", ""));
    project.act("WRK-001.build.1", "echo half >made.txt; touch \"$ACTS/busy\"; sleep " + nap);
    project.act("WRK-001.build.2", "echo rest >>made.txt; result phase_complete 'made it'");

    Program.Result result = stopped(project, "INT");

    assertEquals(130, result.exit(), result.told());
    assertEquals("?? made.txt\n", project.git("status", "--porcelain"));
    assertEquals("half\n", project.project().read("made.txt"));
    assertEquals("build", project.field("WRK-001", "phase"));
  }

  @Test
  @DisplayName(
      "B38 a second signal: an agent that ignores the first is killed at once; all is recorded")
  void secondSignal() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "trap '' TERM; touch \"$ACTS/busy\"; sleep " + nap);
    try (Running work = project.launch()) {
      project.awaitNote("busy");
      work.signal("INT");
      Eventually.holds(() -> "no stop", () -> project.happened("RunStopping"));
      long start = System.nanoTime();
      work.signal("INT");

      Program.Result result = work.await();

      assertEquals(130, result.exit(), result.told());
      assertTrue(System.nanoTime() - start < 3_000_000_000L, "it waited for the grace");
      assertEquals(List.of(), Live.marked(nap));
      isInterrupted(project, "WRK-001.plan", result);
    }
    assertEquals("plan", project.field("WRK-001", "phase"));
    Program.Result again = project.work();
    assertEquals(0, again.exit(), again.told());
  }

  @Test
  @DisplayName("B38 a result that was written before the stop and an end in order: it counts")
  void resultBeforeTheStop() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan.1",
        "trap 'result phase_complete planned; exit 0' TERM; touch \"$ACTS/busy\"; while :; do sleep 0.1; done");

    Program.Result result = stopped(project, "INT");

    assertEquals(130, result.exit(), result.told());
    assertEquals("build", project.field("WRK-001", "phase"));
    assertEquals(1, project.times("WRK-001.plan"));
  }
}
