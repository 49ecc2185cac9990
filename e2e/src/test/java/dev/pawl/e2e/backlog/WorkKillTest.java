package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment: the next run starts by itself, and nothing is done twice. */
class WorkKillTest {
  private static final int KILLS = 20;

  private static final String CONFIG =
      """
      execution: { concurrency: 2, max_wip: 3, retries: 3 }
      pipelines:
        feature:
          pre_phases: [{ name: research, instructions: phases/research.md }]
          phases:
            - { name: plan, instructions: phases/plan.md }
            - { name: build, instructions: phases/build.md, destructive: true }
            - { name: review, instructions: phases/review.md }
        small: { phases: [{ name: build, instructions: phases/build.md, destructive: true }] }
      """;

  @TempDir Path temp;

  @Test
  @Timeout(300) // twenty kills and as many starts, on a machine that may be busy
  @DisplayName(
      "B39 kill -9 at twenty random moments: every item is done once, each phase accepted once")
  void atRandom() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    WorkProject project =
        WorkProject.in(
            temp,
            CONFIG,
            fresh("WRK-001", "pipeline: feature"),
            fresh("WRK-002", "pipeline: small"),
            "{ id: WRK-003, title: Title of WRK-003, status: scoping, pipeline: feature, phase: research, pool: pre }",
            ready("WRK-004", ""),
            at("WRK-005", "plan", ""),
            fresh("WRK-006", "pipeline: small"));
    project.act(
        "any",
        """
        case "$PAWL_PHASE" in
          build) echo "$n" >>"made-$PAWL_ITEM.txt" ;;
          plan | research | review)
            dir=$(ls -d changes/"$PAWL_ITEM"_* 2>/dev/null || echo "changes/${PAWL_ITEM}_x")
            mkdir -p "$dir"; echo "$n" >"$dir/$PAWL_PHASE.md" ;;
        esac
        result phase_complete "did $PAWL_PHASE"
        """);

    for (int i = 0; i < KILLS; i++) {
      try (Running work = project.launch()) {
        int runs = project.project().runs().size();
        Eventually.holds(
            () -> "no run", () -> !work.isAlive() || project.project().runs().size() > runs);
        long end = System.nanoTime() + random.nextInt(1_200) * 1_000_000L;
        while (work.isAlive() && System.nanoTime() < end) {
          LockSupport.parkNanos(1_000_000);
        }
        work.signal("KILL");
        Program.Result killed = work.await();
        String told = "seed " + seed + ", kill " + i + ": " + killed.told();
        assertTrue(killed.exit() == 137 || killed.exit() == 0, told);
        assertFalse(killed.err().contains("internal error"), told);
      }
    }
    Program.Result result = project.work();

    String told = "seed " + seed + "\n" + result.told() + project.git("log", "--format=%h %s");
    assertEquals(0, result.exit(), told);
    for (int i = 1; i <= 6; i++) {
      assertEquals(1, project.finished("WRK-00" + i + " Title of"), told + project.worklog());
    }
    assertFalse(project.backlog().contains("WRK-00"), project.backlog());
    assertEquals("", project.git("status", "--porcelain"), told);
    assertEquals(List.of(), project.doneAgain(), told);
    for (String id : List.of("WRK-001", "WRK-002", "WRK-003", "WRK-004", "WRK-005", "WRK-006")) {
      assertEquals(
          1,
          project.commits().stream().filter(s -> s.contains("[" + id + "][build]")).count(),
          id + told);
    }
  }

  /** Kills a run while git commits, and has the next one go on. */
  private void killedInHook(String hook) throws Exception {
    WorkProject project =
        WorkProject.in(
            temp.resolve(hook), TWO_PHASES, at("WRK-001", "build", ""), ready("WRK-002", ""));
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");
    project.hook(hook, "test -e ../acts/inside && exit 0; touch ../acts/inside; sleep 30");
    try (Running work = project.launch()) {
      project.awaitNote("inside");
      work.signal("KILL");
      work.await();
    }

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.times("WRK-001.build"), result.told());
    assertEquals(1, project.finished("WRK-001 Title of"), project.worklog());
    assertEquals(1, project.finished("WRK-002 Title of"), project.worklog());
    List<String> commits = project.commits();
    assertEquals(
        1,
        commits.stream().filter(s -> s.contains("[WRK-001][build]")).count(),
        commits.toString());
    assertTrue(project.files(project.commitOf("[WRK-001][build]")).contains("made.txt"));
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName(
      "B39 kill -9 while git commits a phase: the next work commits it, and asks no agent again")
  void beforeTheCommit() throws Exception {
    killedInHook("pre-commit");
  }

  @Test
  @DisplayName("B39 kill -9 right after git has committed a phase: there is no second commit")
  void afterTheCommit() throws Exception {
    killedInHook("post-commit");
  }

  @Test
  @DisplayName(
      "B39 kill -9 of two runs in a row: what the first had decided is not lost by the second")
  void twice() throws Exception {
    for (long delay : List.of(0L, 40L, 120L)) {
      WorkProject project =
          WorkProject.in(temp.resolve("d" + delay), TWO_PHASES, at("WRK-001", "build", ""));
      project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");
      project.hook("pre-commit", "test -e ../acts/go && exit 0; touch ../acts/inside; sleep 30");
      try (Running work = project.launch()) {
        project.awaitNote("inside");
        work.signal("KILL");
        work.await();
      }
      project.note("go");
      try (Running work = project.launch()) {
        Eventually.holds(
            () -> "no second run", () -> !work.isAlive() || project.project().runs().size() == 2);
        LockSupport.parkNanos(delay * 1_000_000);
        work.signal("KILL");
        work.await();
      }

      Program.Result result = project.work();

      assertEquals(0, result.exit(), result.told());
      assertEquals(1, project.times("WRK-001.build"), delay + result.told());
      assertEquals(1, project.finished("WRK-001 Title of"), project.worklog());
      assertTrue(project.git("ls-files").contains("made.txt"), delay + result.told());
      assertEquals("", project.git("status", "--porcelain"), delay + result.told());
    }
  }
}
