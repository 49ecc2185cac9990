package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done first, seen by the order in which agents are asked. */
class ChoiceTest {
  /** Notes when it begins and ends, and takes long enough for others to begin beside it. */
  private static final String NOTES =
      """
      echo "begin $k" >>"$ACTS/order"
      sleep 0.3
      echo "end $k" >>"$ACTS/order"
      result phase_complete done
      """;

  private static final String FOUR_PHASES =
      """
      pipelines:
        feature:
          pre_phases: [{ name: research, instructions: phases/research.md }]
          phases:
            - { name: plan, instructions: phases/plan.md }
            - { name: build, instructions: phases/build.md, destructive: true }
            - { name: review, instructions: phases/review.md }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("B14 of those that are ready the one with the highest impact is promoted first")
  void impact() throws Exception {
    WorkProject project =
        noting(
            ONE_PHASE,
            ready("WRK-001", "impact: low"),
            ready("WRK-002", "impact: high"),
            ready("WRK-003", "impact: medium"));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(List.of("WRK-002.plan", "WRK-003.plan", "WRK-001.plan"), begun(project));
  }

  @Test
  @DisplayName("B14 as many are in progress as max_wip says, and no more")
  void room() throws Exception {
    WorkProject project =
        noting(
            ONE_PHASE + "execution: { max_wip: 2, concurrency: 3 }\n",
            ready("WRK-001", ""),
            ready("WRK-002", ""),
            ready("WRK-003", ""));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    List<String> notes = notes(project);
    assertTrue(
        notes.subList(0, 2).containsAll(List.of("begin WRK-001.plan", "begin WRK-002.plan")),
        notes::toString);
    assertTrue(notes.get(2).startsWith("end "), notes::toString);
  }

  @Test
  @DisplayName("B15 those furthest along before others, in progress before scoping before new")
  void furthest() throws Exception {
    WorkProject project =
        noting(
            FOUR_PHASES + "execution: { max_wip: 2 }\n",
            fresh("WRK-001", ""),
            "{ id: WRK-002, title: Two, status: scoping, pipeline: feature, phase: research, pool: pre }",
            at("WRK-003", "plan", ""),
            at("WRK-004", "review", ""));

    Program.Result result = project.work("--cap", "6");

    assertEquals(0, result.exit(), result.told());
    assertEquals(
        List.of(
            "WRK-004.review",
            "WRK-003.plan",
            "WRK-003.build",
            "WRK-003.review",
            "WRK-002.research",
            "WRK-002.plan"),
        begun(project));
  }

  @Test
  @DisplayName("B16 a destructive phase runs alone; one that waits keeps what comes after it back")
  void alone() throws Exception {
    WorkProject project =
        noting(
            FOUR_PHASES + "execution: { max_wip: 3, concurrency: 3 }\n",
            at("WRK-001", "review", ""),
            at("WRK-002", "build", ""),
            at("WRK-003", "plan", ""));

    Program.Result result = project.work("--cap", "3");

    assertEquals(0, result.exit(), result.told());
    assertEquals(
        List.of(
            "begin WRK-001.review",
            "end WRK-001.review",
            "begin WRK-002.build",
            "end WRK-002.build"),
        notes(project).subList(0, 4));
  }

  @Test
  @DisplayName("B17 no promotion, no phase and no triage while a need is not done")
  void needs() throws Exception {
    WorkProject project =
        noting(
            FOUR_PHASES + "execution: { max_wip: 2 }\n",
            "{ id: WRK-001, title: One, status: blocked, blocked: { from: new, reason: why } }",
            fresh("WRK-002", "dependencies: [WRK-001]"),
            ready("WRK-003", "dependencies: [WRK-002]"),
            at("WRK-004", "plan", "dependencies: [WRK-003]"));

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("", project.read("order"));

    assertEquals(0, project.project().pawl("backlog", "complete", "WRK-001").exit());
    Program.Result next = project.work("--cap", "1");

    assertEquals(0, next.exit(), next.told());
    assertEquals(List.of("WRK-002.triage"), begun(project));
  }

  @Test
  @DisplayName("B18 a low impact without needs is promoted before a high one that has to wait")
  void freeOnes() throws Exception {
    WorkProject project =
        noting(
            ONE_PHASE,
            "{ id: WRK-001, title: One, status: blocked, blocked: { from: new, reason: why } }",
            ready("WRK-002", "impact: high, dependencies: [WRK-001]"),
            ready("WRK-003", "impact: low"));

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(List.of("WRK-003.plan"), begun(project));
    assertEquals("ready", project.field("WRK-002", "status"));
  }

  private WorkProject noting(String config, String... items) throws Exception {
    return WorkProject.in(temp, config, items).act("any", NOTES);
  }

  private static List<String> notes(WorkProject project) throws Exception {
    return project.read("order").lines().toList();
  }

  private static List<String> begun(WorkProject project) throws Exception {
    return notes(project).stream()
        .filter(note -> note.startsWith("begin "))
        .map(note -> note.substring("begin ".length()))
        .toList();
  }
}
