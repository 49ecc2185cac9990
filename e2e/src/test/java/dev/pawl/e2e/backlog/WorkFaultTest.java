package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails while a run works. */
class WorkFaultTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B41 the worklog cannot be written: 70, what was done is not lost, nor done again")
  void worklog() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act(
        "WRK-001.build", "echo made >made.txt; echo x >worklog; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(70, result.exit(), result.told());
    assertTrue(result.err().contains("worklog"), result.told());
    assertFalse(result.err().contains("\tat "), result.told());
    assertTrue(project.commits().toString().contains("error"), project.commits().toString());

    Files.delete(project.project().path("worklog"));
    assertNextRunCommits(project);
  }

  @Test
  @DisplayName("B41 what an agent has done cannot be noted: 70 at once, and the next run does it")
  void taskFolder() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build.1", "mkdir -p \"${PAWL_RESULT%/*}/after.json/x\"; exit 1");

    Program.Result result = project.work();

    assertEquals(70, result.exit(), result.told());
    assertTrue(result.err().contains("after.json: "), result.told());
    assertFalse(result.err().contains("\tat "), result.told());

    Path noted = project.project().runs().getFirst().resolve("tasks/WRK-001.build/after.json");
    Files.delete(noted.resolve("x"));
    Files.delete(noted);
    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
  }

  @Test
  @DisplayName("B41 the file of the backlog cannot be replaced: 70; with room again it all goes on")
  void backlogFile() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""));
    project.act(
        "WRK-001.plan",
        "mv BACKLOG.yaml kept.yaml; mkdir BACKLOG.yaml; result phase_complete planned");

    Program.Result result;
    try (Running work = project.launch()) {
      Eventually.holds(
          () -> "it says nothing", () -> !work.isAlive() || work.err().contains("BACKLOG.yaml"));
      work.signal("INT");
      result = work.await();
    }

    assertTrue(result.exit() == 70 || result.exit() == 130, result.told());
    Files.delete(project.project().path("BACKLOG.yaml"));
    Files.move(project.project().path("kept.yaml"), project.project().path("BACKLOG.yaml"));
    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(
        List.of(1, 1, 1, 1),
        List.of(
            project.times("WRK-001.plan"),
            project.times("WRK-001.build"),
            project.times("WRK-002.plan"),
            project.times("WRK-002.build")));
  }

  @Test
  @DisplayName(
      "B41 no descriptor is left for git: 70, no item waits for it, and the next run commits")
  void noDescriptorForGit() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");
    Path git = Files.createDirectories(temp.resolve("bin")).resolve("git");
    Files.writeString(
        git,
        """
        #!/bin/sh
        case " $* " in *' --intent-to-add '*) prlimit --pid $PPID --nofile=3: ;; esac
        PATH=${PATH#*:} exec git "$@"
        """);
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = git.getParent() + ":" + System.getenv("PATH");

    Program.Result result = project.project().program().with("PATH", path).run("work");

    assertEquals(70, result.exit(), result.told());
    assertTrue(result.err().contains("cannot commit"), result.told());
    assertTrue(result.err().contains("too many open files"), result.told());
    assertFalse(result.err().contains("internal error"), result.told());
    assertFalse(project.item("WRK-001").contains("blocked"), project.backlog());

    assertNextRunCommits(project);
  }

  @Test
  @DisplayName("B41 an agent that cleans the folder of its project halts the run; the next goes on")
  void recordsAreRemoved() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.build.1", "git clean -fdxq; sleep 60");

    Program.Result result = project.work();

    assertEquals(70, result.exit(), result.told());
    assertTrue(result.err().contains("it was removed while the run went on"), result.told());

    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
    assertEquals("", project.git("status", "--porcelain"));
  }

  /** What was built is committed by the next run, and not built again. */
  private static void assertNextRunCommits(WorkProject project) throws Exception {
    Program.Result next = project.work();

    assertEquals(0, next.exit(), next.told());
    assertEquals(1, project.times("WRK-001.build"));
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
    assertTrue(project.git("ls-files").contains("made.txt"), project.git("log", "--stat"));
    assertEquals("", project.git("status", "--porcelain"));
  }
}
