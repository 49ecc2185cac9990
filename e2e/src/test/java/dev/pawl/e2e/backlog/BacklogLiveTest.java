package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the items while a run works at them, and between runs. */
class BacklogLiveTest {
  private static final String WAIT =
      "touch \"$ACTS/begun\"; until test -e \"$ACTS/go\"; do sleep 0.02; done; result phase_complete did";

  @TempDir Path temp;

  private static Program.Result ask(WorkProject project, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("backlog"));
    all.addAll(List.of(arguments));
    return project.project().pawl(all.toArray(String[]::new));
  }

  private static void done(WorkProject project, String said, String... arguments) throws Exception {
    Program.Result result = ask(project, arguments);
    assertEquals(said + "\n", result.err());
    assertEquals(0, result.exit());
  }

  private static Running working(WorkProject project) throws Exception {
    Running run = project.project().program().launch("work");
    Eventually.holds(
        () -> "an agent begins: " + told(run), () -> project.noted("begun") || !run.isAlive());
    return run;
  }

  private static String told(Running run) {
    try {
      return run.out() + run.err();
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  @Test
  @DisplayName(
      "B04 add, edit, block, unblock and approve while work runs: at once in the file, taken up")
  void changes() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, TWO_PHASES, ready("WRK-001", "impact: high"), ready("WRK-002", "size: large"));
    project.act("WRK-001.plan", WAIT);
    try (Running run = working(project)) {
      Program.Result added = ask(project, "add", "Late", "--pipeline", "feature", "--tag", "new");
      assertEquals("WRK-003\n", added.out(), added.told());
      assertTrue(project.backlog().contains("title: Late"), project.backlog());
      done(project, "WRK-002 is edited", "edit", "WRK-002", "--title", "Other");
      assertTrue(project.backlog().contains("title: Other"), project.backlog());
      done(project, "WRK-002 is blocked: not now", "block", "WRK-002", "not", "now");
      assertTrue(project.backlog().contains("reason: not now"), project.backlog());
      done(project, "WRK-002 is unblocked", "unblock", "WRK-002");
      done(project, "WRK-002 is approved by Ada", "approve", "WRK-002");
      assertTrue(project.backlog().contains("approved: { by: Ada"), project.backlog());

      Program.Result refused = ask(project, "unblock", "WRK-002");
      assertEquals("pawl: item WRK-002 is not blocked, but ready\n", refused.err());
      assertEquals(3, refused.exit());
      Program.Result mistaken = ask(project, "close", "WRK-02", "why");
      assertEquals("pawl: there is no item WRK-02; did you mean WRK-002?\n", mistaken.err());
      assertEquals(2, mistaken.exit());

      project.act("go", "");
      Program.Result ended = run.await();
      assertEquals(0, ended.exit(), ended.told());
      assertTrue(ended.err().contains("all_done"), ended.told());
    }
    assertFalse(project.backlog().contains("WRK-"), project.backlog());
    assertTrue(project.worklog().contains("## WRK-003 Late\n"), project.worklog());
    assertTrue(project.worklog().contains("## WRK-002 Other\n"), project.worklog());
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName(
      "B04 an item that is blocked while an agent works at it: the agent is stopped, it stays blocked")
  void blockUnderAgent() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", "impact: high"), ready("WRK-002", ""));
    project.act("WRK-001.plan", WAIT);
    try (Running run = working(project)) {
      done(project, "WRK-001 is blocked: not now", "block", "WRK-001", "not", "now");

      Program.Result ended = run.await();

      assertEquals(1, ended.exit(), ended.told());
      assertTrue(ended.err().contains("all_blocked: WRK-001 is blocked: not now"), ended.told());
    }
    assertEquals(1, project.times("WRK-001.plan"));
    assertEquals(1, project.times("WRK-002.build"));
    assertTrue(project.backlog().contains("blocked: { from: in_progress, reason: not now }"));
  }

  @Test
  @DisplayName(
      "B40 neighbour: status and why tell of the run that works, and of what its agents do")
  void status() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""));
    project.act("WRK-001.plan", WAIT);
    try (Running run = working(project)) {
      Project folder = project.project();
      String id = folder.runs().getFirst().getFileName().toString();
      String status = folder.pawl("status").out();
      Map<String, Object> json = Json.object(folder.pawl("status", "--format=json").out());
      String why = folder.pawl("backlog", "why", "WRK-001").out();
      String other = folder.pawl("backlog", "why", "WRK-002").out();
      String second = project.work().err();

      assertTrue(status.contains("work      run " + id + ", pid "), status);
      assertTrue(status.contains(": 1 agent at work\n"), status);
      assertTrue(
          status.contains("  WRK-001 plan: Title of WRK-001\n    an agent works at it"), status);
      assertTrue(json.get("work").toString().contains("item=WRK-001, phase=plan"), json::toString);
      assertTrue(why.startsWith("WRK-001 is in_progress at plan: an agent works at it, for "), why);
      assertTrue(other.contains("max_wip is 1"), other);
      assertTrue(second.contains("another 'pawl work' runs here (run " + id), second);
      project.act("go", "");
      assertEquals(0, run.await().exit());
    }
  }

  @Test
  @DisplayName(
      "B04 B13 twenty adds at once, while runs begin, work and end: none is lost, no name given twice")
  void manyAdds() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""), ready("WRK-003", ""));
    List<Running> adds = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<String> told = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        adds.add(project.project().program().launch("backlog", "add", "Number", "" + i));
      }
      for (int i = 1; i <= 3; i++) {
        Program.Result work = project.work("--target", "WRK-00" + i);
        assertEquals(0, work.exit(), work.told());
      }
      for (Running add : adds) {
        Program.Result result = add.await();
        told.add(result.told());
        assertEquals(0, result.exit(), result.told());
        assertTrue(ids.add(result.out().strip()), () -> "given twice: " + result.told());
      }
    } finally {
      for (Running add : adds) {
        add.close();
      }
    }
    String backlog = project.backlog();
    for (int i = 0; i < 20; i++) {
      assertTrue(backlog.contains("title: Number " + i + ","), i + " is lost: " + backlog + told);
    }
    assertEquals(20, ids.size());
    for (String id : ids) {
      assertTrue(backlog.contains("id: " + id + ","), id);
    }
    assertEquals(3, project.worklog().lines().filter(line -> line.startsWith("## ")).count());
  }

  @Test
  @DisplayName("B08 notes given with unblock reach the next prompt, once")
  void notes() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "result blocked 'red or blue?'");
    project.work();

    done(project, "WRK-001 is unblocked", "unblock", "WRK-001", "--notes", "take the blue one");
    Program.Result ended = project.work();

    assertEquals(0, ended.exit(), ended.told());
    assertFalse(project.prompt("WRK-001.plan", 1).contains("take the blue one"));
    assertTrue(project.prompt("WRK-001.plan", 2).contains("take the blue one"));
    assertFalse(project.prompt("WRK-001.build", 1).contains("take the blue one"));
  }

  @Test
  @DisplayName(
      "B09 over a guardrail: blocked with both values; approved, it goes on where it stopped")
  void approve() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", "size: large"));
    project.work();
    assertTrue(project.backlog().contains("size is large, the guardrail is medium"));
    Program.Result why = ask(project, "why", "WRK-001");
    assertTrue(why.out().endsWith("  pawl backlog approve WRK-001\n"), why.told());

    done(project, "WRK-001 is approved by Bea", "approve", "WRK-001", "--by", "Bea");
    Program.Result ended = project.work();

    assertEquals(0, ended.exit(), ended.told());
    assertEquals(1, project.times("WRK-001.build"));
  }

  @Test
  void triageWorksAtNewItemsOnlyAndEndsWhenAllAreTriaged() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES,
            ready("WRK-001", ""),
            "{ id: WRK-002, title: T, status: new }",
            "{ id: WRK-003, title: T, status: new }");
    project.act("WRK-002.triage", "result phase_complete fine");

    Program.Result ended = project.project().pawl("triage");

    assertEquals(0, ended.exit(), ended.told());
    assertTrue(ended.err().contains("filter_exhausted"), ended.told());
    assertEquals(
        List.of(1, 1, 0),
        List.of(
            project.times("WRK-002.triage"),
            project.times("WRK-003.triage"),
            project.times("WRK-001.plan")));
    assertEquals(3, project.backlog().split("status: ready", -1).length - 1);
    Program.Result none = project.project().pawl("triage");
    assertEquals("no item is new\n", none.err());
    assertEquals(0, none.exit());
  }
}
