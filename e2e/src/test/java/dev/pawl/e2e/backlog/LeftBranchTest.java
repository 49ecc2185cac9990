package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that leaves the repository where no commit belongs. */
class LeftBranchTest {
  private static final String REBASE =
      """
      git checkout -q -b theirs; echo theirs >agent.txt; git add agent.txt; git commit -q -m theirs
      git checkout -q main; echo ours >agent.txt; git add agent.txt; git commit -q -m ours
      git rebase -q theirs
      """;

  @TempDir Path temp;

  private void refused(String phase, String act, String reason) throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, at("WRK-001", phase, ""));
    project.act("WRK-001." + phase, act + "\nresult phase_complete ok");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertEquals(phase, project.field("WRK-001", "phase"));
    assertTrue(project.item("WRK-001").contains(reason), project.backlog());
    assertTrue(result.err().contains("the halt is not committed: " + reason), result.told());
    String made = project.git("log", "--all", "--format=%s", "HEAD");
    assertTrue(made.lines().allMatch(List.of("first", "ours", "theirs")::contains), made);
  }

  @Test
  @DisplayName("B34 HEAD detached in a phase: blocked with the remedy, nothing is committed there")
  void detached() throws Exception {
    refused("build", "git checkout -q --detach; echo 1 >x.txt", "HEAD is detached");
  }

  @Test
  @DisplayName("B34 the same in a phase that leaves artifacts only")
  void detachedArtifacts() throws Exception {
    refused("plan", WorkProject.artifact("a.md") + "git checkout -q --detach", "HEAD is detached");
  }

  @Test
  @DisplayName("B34 a rebase left in progress: blocked, and no conflict is committed into it")
  void rebase() throws Exception {
    refused("build", REBASE, "a rebase is in progress");
  }
}
