package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
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

/** What a destructive phase rests on must be in the branch. */
class StalenessTest {
  @TempDir Path temp;

  /** An item before its build, resting on a commit. */
  private WorkProject before(String staleness, String commit) throws Exception {
    String config =
        """
        pipelines:
          feature:
            phases:
              - { name: build, instructions: phases/build.md, destructive: true%s }
        """
            .formatted(staleness.isEmpty() ? "" : ", staleness: " + staleness);
    WorkProject project = WorkProject.in(temp.resolve(staleness + commit.length()), config);
    String on =
        switch (commit) {
          case "none" -> "";
          case "ancestor" -> "last_phase_commit: " + project.git("rev-parse", "HEAD").strip();
          case "elsewhere" -> "last_phase_commit: " + amended(project);
          default -> "last_phase_commit: " + commit;
        };
    String item = at("WRK-001", "build", on);
    project.project().write("BACKLOG.yaml", WorkProject.backlog(item));
    project.git("commit", "-qam", "an item");
    return project;
  }

  /** A commit that was in the branch, until somebody amended it. */
  private static String amended(WorkProject project) throws Exception {
    project.project().write("more.txt", "more");
    project.git("add", "more.txt");
    project.git("commit", "-qm", "more");
    String old = project.git("rev-parse", "HEAD").strip();
    project.git("commit", "-q", "--amend", "-m", "more, better");
    return old;
  }

  @Test
  @DisplayName("B30 no mark, or an ancestor: it goes")
  void goes() throws Exception {
    for (String commit : List.of("none", "ancestor")) {
      WorkProject project = before("block", commit);

      Program.Result result = project.work();

      assertEquals(0, result.exit(), result.told());
      assertEquals(1, project.times("WRK-001.build"));
    }
  }

  @Test
  @DisplayName("B30 known, but no ancestor, ignore: it goes without a word")
  void ignored() throws Exception {
    WorkProject project = before("ignore", "elsewhere");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertFalse(result.err().contains("not in the branch"), result.told());
  }

  @Test
  @DisplayName("B30 known, but no ancestor, warn: it goes with a word")
  void warned() throws Exception {
    WorkProject project = before("warn", "elsewhere");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("not in the branch"), result.told());
  }

  @Test
  @DisplayName("B30 known, but no ancestor, block: blocked, the agent is not asked")
  void blocked() throws Exception {
    WorkProject project = before("block", "elsewhere");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(0, project.times("WRK-001.build"));
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertTrue(project.item("WRK-001").contains("not in the branch"), project.backlog());
  }

  @Test
  @DisplayName("B30 a commit that nobody knows: blocked, whatever is configured")
  void unknown() throws Exception {
    for (String staleness : List.of("ignore", "warn", "block")) {
      WorkProject project = before(staleness, "1234567890123456789012345678901234567890");

      Program.Result result = project.work();

      assertEquals(1, result.exit(), result.told());
      assertEquals(0, project.times("WRK-001.build"));
      assertEquals("blocked", project.field("WRK-001", "status"));
    }
  }

  @Test
  @DisplayName("B30 the mark is the commit of the last phase; reset away, the next one is stale")
  void resetAway() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp, TWO_PHASES.replace("true }", "true, staleness: block }"), ready("WRK-001", ""));
    project.act("WRK-001.plan", WorkProject.artifact("plan.md") + "result phase_complete planned");
    Program.Result first = project.work("--cap", "1");
    String mark = project.field("WRK-001", "last_phase_commit");
    assertEquals("[WRK-001][plan] planned", project.git("log", "-1", "--format=%s", mark).strip());

    project.git("reset", "-q", "--soft", mark + "~1");
    project.git("commit", "-qm", "all anew");
    Program.Result result = project.work();

    assertEquals(0, first.exit(), first.told());
    assertEquals(1, result.exit(), result.told());
    assertTrue(project.item("WRK-001").contains("not in the branch"), project.backlog());
  }
}
