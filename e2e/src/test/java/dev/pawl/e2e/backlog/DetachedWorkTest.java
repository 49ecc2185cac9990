package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over the backlog that go on without the command, and what persons do to them. */
class DetachedWorkTest {
  @TempDir Path temp;

  private WorkProject project;

  @AfterEach
  void end() throws Exception {
    if (project != null) {
      project.killAll();
    }
  }

  private RunRecord detach(WorkProject project, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--detach");
    Program.Result result = project.work(all.toArray(String[]::new));
    assertEquals(0, result.exit(), result.told());
    return new RunRecord(project.project().path(".pawl/runs/" + result.out().strip()));
  }

  private static void awaitEnd(RunRecord run) throws Exception {
    Eventually.holds(() -> run.id() + " goes on", () -> !run.status().isEmpty());
  }

  @Test
  @DisplayName(
      "--detach returns at once; the run goes on, and is listed and committed like another")
  void detached() throws Exception {
    project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");

    RunRecord run = detach(project);
    awaitEnd(run);

    assertEquals("succeeded", run.status());
    assertEquals(1, project.finished("Title of WRK-001"));
    assertEquals("[WRK-001][build] made it", project.commits().getFirst());
    assertEquals("", project.git("status", "--porcelain"));
    assertFalse(project.backlog().contains("WRK-001"));
  }

  @Test
  @DisplayName(
      "B39 --detach, kill -9 of the coordinator: another one adopts the agent, nothing again")
  void adopted() throws Exception {
    project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act(
        "WRK-001.build",
        "touch \"$ACTS/busy\"; "
            + WorkProject.AWAIT_GO
            + "echo made >made.txt; result phase_complete 'made it'");
    RunRecord run = detach(project);
    project.awaitNote("busy");

    Live.signal(coordinator(run), "KILL");
    Eventually.holds(() -> "no new coordinator", () -> takers(run) == 2);
    project.note("go");
    awaitEnd(run);

    assertEquals("succeeded", run.status());
    assertEquals(
        List.of(1, 1), List.of(project.times("WRK-001.plan"), project.times("WRK-001.build")));
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
    assertEquals("[WRK-001][build] made it", project.commits().getFirst());
    assertEquals("", project.git("status", "--porcelain"));
  }

  private static long takers(RunRecord run) throws Exception {
    return run.events().stream().filter(event -> event.get("event").equals("TakenOver")).count();
  }

  private static long coordinator(RunRecord run) throws Exception {
    return run.events().stream()
        .filter(event -> event.get("event").equals("TakenOver"))
        .map(event -> (Long) ((Map<?, ?>) event.get("owner")).get("pid"))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Test
  @DisplayName("B39 --detach takes up what a run that was killed had decided")
  void takesUp() throws Exception {
    project = WorkProject.in(temp, TWO_PHASES, at("WRK-001", "build", ""));
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");
    project.hook("pre-commit", "test -e ../acts/go && exit 0; touch ../acts/inside; sleep 30");
    try (Running work = project.launch()) {
      project.awaitNote("inside");
      work.signal("KILL");
      work.await();
    }
    project.note("go");

    awaitEnd(detach(project));

    assertEquals(1, project.times("WRK-001.build"));
    assertTrue(project.git("ls-files").contains("made.txt"), project.git("log", "--stat"));
    assertEquals("", project.git("status", "--porcelain"));
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
  }

  @Test
  @DisplayName("cancel of one phase: its item waits for a person, the run goes on with others")
  void cancelPhase() throws Exception {
    String nap = Live.nap();
    project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""));
    project.act("WRK-001.build", "touch \"$ACTS/busy\"; sleep " + nap);
    RunRecord run = detach(project);
    project.awaitNote("busy");

    Program.Result cancel = project.project().pawl("cancel", run.id() + ":WRK-001.build");

    assertEquals(0, cancel.exit(), cancel.told());
    awaitEnd(run);
    assertEquals("cancelled", run.status("WRK-001.build"));
    assertEquals(List.of(), Live.marked(nap));
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertEquals("build", project.field("WRK-001", "phase"));
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
  }

  @Test
  @DisplayName("cancel of the run: what runs is stopped, the items keep their places, halt commit")
  void cancelRun() throws Exception {
    String nap = Live.nap();
    project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "touch \"$ACTS/busy\"; sleep " + nap);
    RunRecord run = detach(project);
    project.awaitNote("busy");

    Program.Result cancel = project.project().pawl("cancel", run.id());

    assertEquals(0, cancel.exit(), cancel.told());
    awaitEnd(run);
    assertEquals("cancelled", run.status());
    assertEquals(List.of(), Live.marked(nap));
    assertEquals("in_progress", project.field("WRK-001", "status"));
    assertEquals(1, project.commits().size(), project.commits().toString());
    assertTrue(project.commits().getFirst().contains("shutdown"), project.commits().toString());
    Program.Result next = project.work();
    assertEquals(0, next.exit(), next.told());
  }

  @Test
  @DisplayName("B33 attach and logs -f show what the agent prints while it works")
  void followed() throws Exception {
    project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan",
        "echo thinking; touch \"$ACTS/busy\"; "
            + WorkProject.AWAIT_GO
            + "echo got it; result phase_complete ok");
    RunRecord run = detach(project);
    project.awaitNote("busy");
    Program program = project.project().program();
    try (Running log = program.launch("logs", "WRK-001.plan", "-f");
        Running attached = program.launch("attach")) {
      Eventually.holds(() -> "no log", () -> log.out().contains("thinking"));
      Eventually.holds(() -> "no line", () -> attached.out().contains("WRK-001.plan | thinking"));
      project.note("go");

      Program.Result told = log.await();
      Program.Result end = attached.await();

      assertEquals(0, told.exit(), told.told());
      assertTrue(told.out().contains("got it"), told.told());
      assertEquals(0, end.exit(), end.told());
      assertTrue(end.out().contains("WRK-001.plan | got it"), end.told());
    }
    awaitEnd(run);
  }

  @Test
  @DisplayName("--dry-run tells what would be done and why the rest waits, and changes no byte")
  void dryRun() throws Exception {
    project =
        WorkProject.in(
            temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", "dependencies: [WRK-001]"));
    project.project().write("BACKLOG_INBOX.yaml", "- title: More\n");
    String before = Tree.of(project.project().folder());

    Program.Result result = project.work("--dry-run");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.out().contains("WRK-001 is promoted"), result.told());
    assertTrue(result.out().contains("it needs WRK-001"), result.told());
    assertEquals(before, Tree.of(project.project().folder()));
  }
}
