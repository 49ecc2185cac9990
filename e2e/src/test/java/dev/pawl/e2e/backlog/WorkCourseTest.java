package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How items go through their phases, and why a run halts. */
class WorkCourseTest {
  private static final String ONE_TRY = "execution: { retries: 0 }\n";

  @TempDir Path temp;

  @Test
  @DisplayName("B21 one item blocked, another done: the halt names who waits for what")
  void allBlocked() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES,
            ready("WRK-001", ""),
            ready("WRK-002", ""),
            ready("WRK-003", "dependencies: [WRK-001]"));
    project.act("WRK-001.build", "result blocked 'Which database?'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("all_blocked"), result.told());
    assertTrue(result.err().contains("Which database?"), result.told());
    assertTrue(result.err().contains("WRK-003 needs WRK-001"), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertTrue(project.backlog().contains("from: in_progress"), project.backlog());
    assertEquals("build", project.field("WRK-001", "phase"));
    assertEquals("ready", project.field("WRK-003", "status"));
    assertEquals(1, project.finished("Title of WRK-002"));
  }

  @Test
  @DisplayName("B23 a part of a phase is committed, and the same phase goes on, knowing of it")
  void parts() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build.1", "echo 1 >part1.txt; result subphase_complete 'first part'");
    project.act("WRK-001.build.2", "echo 2 >part2.txt; result phase_complete 'the rest'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.build"));
    assertTrue(project.prompt("WRK-001.build", 2).contains("first part"));
    assertEquals(
        List.of("[WRK-001][build] first part", "[WRK-001][build] the rest"),
        project.commits().subList(0, 2));
    List<String> first = project.files(project.commitOf("[WRK-001][build] first part"));
    assertTrue(first.contains("part1.txt") && !first.contains("part2.txt"), first::toString);
    List<String> second = project.files(project.commitOf("[WRK-001][build] the rest"));
    assertTrue(second.contains("part2.txt"), second::toString);
    assertEquals(1, project.finished("Title of WRK-001"));
  }

  @Test
  @DisplayName("B23 max_subphases: a phase that never gets beyond parts is blocked")
  void tooManyParts() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, TWO_PHASES + "execution: { max_subphases: 2 }\n", ready("WRK-001", ""));
    project.act("WRK-001.plan", "result subphase_complete 'a part'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.plan"));
    assertTrue(project.backlog().contains("not complete after 2 parts"), project.backlog());
  }

  @Test
  @DisplayName("B25 two phases in a row are given up: circuit_breaker, 1, and no third is begun")
  void breaker() throws Exception {
    WorkProject project = three();
    project.act("any", "result failed 'no network'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("circuit_breaker"), result.told());
    assertEquals(0, project.times("WRK-003.plan"));
    assertEquals("blocked", project.field("WRK-002", "status"));
    assertEquals("ready", project.field("WRK-003", "status"));
  }

  @Test
  @DisplayName("B25 a success in between: it is no row")
  void noRow() throws Exception {
    WorkProject project = three();
    project.act("WRK-001.plan", "result failed 'no network'");
    project.act("WRK-003.plan", "result failed 'no network'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("all_blocked"), result.told());
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
    assertEquals("blocked", project.field("WRK-003", "status"));
  }

  private WorkProject three() throws Exception {
    return WorkProject.in(
        temp,
        ONE_PHASE + ONE_TRY,
        ready("WRK-001", ""),
        ready("WRK-002", ""),
        ready("WRK-003", ""));
  }

  @Test
  @DisplayName("B09 over a guardrail: blocked with the dimension and both values, before any phase")
  void guardrail() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            ONE_PHASE + "guardrails: { max_size: medium }\n",
            ready("WRK-001", "size: large"),
            ready("WRK-002", "size: medium"));

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    String blocked = project.item("WRK-001");
    for (String word : List.of("size", "large", "medium")) {
      assertTrue(blocked.contains(word), blocked);
    }
    assertEquals(0, project.times("WRK-001.plan"));
    assertEquals(1, project.finished("Title of WRK-002"));
  }

  @Test
  @DisplayName("B09 a phase that finds the item larger than allowed is the last one")
  void grownOverTheGuardrail() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, TWO_PHASES + "guardrails: { max_risk: low }\n", ready("WRK-001", "risk: low"));
    project.act(
        "WRK-001.plan",
        "result phase_complete planned ',\"updated_assessments\":{\"risk\":\"high\"}'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(0, project.times("WRK-001.build"));
    assertEquals("build", project.field("WRK-001", "phase"));
    assertEquals("high", project.field("WRK-001", "risk"));
    assertTrue(project.item("WRK-001").contains("low"), project.item("WRK-001"));
  }

  @Test
  @DisplayName("B12 max_follow_ups: so many become items with their origin, the rest is told")
  void followUps() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, ONE_PHASE + "execution: { max_follow_ups: 2 }\n", ready("WRK-001", ""));
    project.act(
        "WRK-001.plan",
        "result phase_complete planned "
            + "',\"follow_ups\":[\"One more\",{\"title\":\"Two\",\"context\":\"seen\"},\"Three\"]'");

    Program.Result result = project.work("--cap", "1");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("cap_reached"), result.told());
    assertTrue(result.err().contains("Three"), result.told());
    assertTrue(project.item("WRK-002").contains("One more"), project.backlog());
    assertTrue(project.item("WRK-002").contains("WRK-001/plan"), project.backlog());
    assertTrue(project.item("WRK-003").contains("seen"), project.backlog());
    assertFalse(project.backlog().contains("Three"), project.backlog());
  }
}
