package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.backlog.WorkProject;
import dev.pawl.e2e.disk.PowerLoss.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails while a run works at the backlog: the file is never ahead of the journal, so that
 * the next run commits what is not committed, and finishes each item once.
 */
@Timeout(600)
class WorkPowerLossTest {
  private static final String ACT =
      """
      case "$PAWL_PHASE" in
        build) echo "$n" >>"made-$PAWL_ITEM.txt" ;;
        plan) mkdir changes 2>/dev/null; mkdir "changes/${PAWL_ITEM}_x"; echo "$n" >"changes/${PAWL_ITEM}_x/plan.md" ;;
      esac
      result phase_complete "did $PAWL_PHASE" ', "updated_assessments": {"size": "small"}'
      echo "$PAWL_ITEM.$PAWL_PHASE" >>"$ACTS/done"
      """;

  @TempDir Path temp;

  private static boolean isGit(String path) {
    return path.equals(".git") || path.startsWith(".git/");
  }

  /** What is not Pawl's is not lost: files of agents are a matter of git. */
  private static boolean isCalm(String path) {
    return !path.startsWith(".pawl") && !path.contains("BACKLOG") && !path.startsWith("worklog");
  }

  @Test
  @DisplayName("B39 pawl work, with an inbox: no item is lost, and the next work does the rest")
  void work() throws Exception {
    assumeTrue(Trace.works(), "needs strace 5.3 or newer and leave to trace");
    WorkProject project = project();
    Recording recording =
        Recording.of(
            new Recording.Source(
                project.project().folder(),
                temp.resolve("acts").toRealPath(),
                WorkPowerLossTest::isGit,
                WorkPowerLossTest::isCalm),
            project.project().program(),
            "work");
    int restarts = 0;
    try (Records records = new Records()) {
      WorkPromise promise = new WorkPromise(recording.before(), records);
      PowerLoss<WorkPromise.Found> loss = new PowerLoss<>(recording, promise, Extent.asked(), 1);
      for (Sample<?> sample : loss.check()) {
        assertGoesOn(project, sample, temp.resolve("left" + restarts++));
      }
      loss.tell("work at a backlog", restarts);
    }
  }

  /** The folder of the agent is named so that a copy of the project has one of its own. */
  private WorkProject project() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            WorkProject.TWO_PHASES,
            WorkProject.ready("WRK-001", ""),
            WorkProject.ready("WRK-002", ""));
    String config = project.project().read("pawl.yml");
    String acts = temp.resolve("acts").toString();
    assertTrue(config.contains(acts), config);
    project.project().write("pawl.yml", config.replace(acts, "../acts"));
    project.git("commit", "-q", "-a", "--amend", "-m", "first");
    project
        .project()
        .write("BACKLOG_INBOX.yaml", "- { title: Title of WRK-003, pipeline: feature }\n");
    project.act("any", ACT);
    return project;
  }

  private void assertGoesOn(WorkProject project, Sample<?> sample, Path folder) throws Exception {
    WorkProject left = left(project, sample, folder);
    Program.Result next = left.project().program().run("work");
    String told = sample.told() + "\n" + next.told() + left.git("log", "--format=%h %s");
    assertEquals(0, next.exit(), told);
    for (String id : List.of("WRK-001", "WRK-002", "WRK-003")) {
      assertEquals(1, left.finished(id + " Title of"), told + left.worklog());
      assertEquals(
          1, left.commits().stream().filter(s -> s.contains("[" + id + "][build]")).count(), told);
    }
    assertFalse(left.backlog().contains("WRK-00"), told + left.backlog());
    assertEquals("", left.git("status", "--porcelain"), told);
    assertEquals(List.of(), left.doneAgain(), told);

    String head = left.git("rev-parse", "HEAD");
    Program.Result again = left.project().program().run("work");
    assertEquals(0, again.exit(), sample.told() + again.told());
    assertEquals(head, left.git("rev-parse", "HEAD"), sample.told() + again.told());
    assertFalse(again.err().contains("interrupted"), again.told());
  }

  /** The files as they were left; the repository as git had left it. */
  private static WorkProject left(WorkProject project, Sample<?> sample, Path folder)
      throws Exception {
    Path to = Files.createDirectories(folder.resolve("project")).toRealPath();
    Path acts = Files.createDirectories(folder.resolve("acts")).toRealPath();
    sample.left().write(to);
    DiskState.of(project.project().folder().resolve(".git"), _ -> true).write(to.resolve(".git"));
    WorkProject left = WorkProject.of(new Project(to), acts);
    List<String> commits = project.git("log", "--reverse", "--format=%H").lines().toList();
    left.git("update-ref", "refs/heads/main", commits.get(sample.moment().count(Recording.COMMIT)));
    left.git("reset", "-q");
    left.act("any", ACT);
    return left;
  }
}
