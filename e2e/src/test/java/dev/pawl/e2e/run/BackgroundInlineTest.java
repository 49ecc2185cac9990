package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Background jobs of a run that keeps everything inline. */
class BackgroundInlineTest {
  @TempDir Path temp;

  @Test
  @DisplayName(
      "J40 a background job that a foreground job needs is promoted, transitively, and told")
  void aNeededBackgroundJobIsPromoted() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              deep: { run: echo deep >>ran, background: true }
              near: { run: echo near >>ran, background: true, needs: deep }
              front: { run: echo front >>ran, needs: near }
              apart: { run: echo apart >>ran, background: true }
            """);

    Program.Result result = project.pawl("run", "--foreground", "-j", "1");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    for (String job : List.of("deep", "near")) {
      assertEquals(1, run.events("JobPromoted", job).size(), job);
      assertTrue(
          result
              .err()
              .lines()
              .anyMatch(line ->
                  line.contains(job) && line.contains("promoted")
                      || line.contains(job) && line.contains("foreground")),
          result.told());
    }
    assertEquals(List.of(), run.events("JobPromoted", "apart"));
    assertEquals("deep\nnear\nfront\napart\n", project.read("ran"));
    assertTrue(background(project, "apart"));
    assertFalse(background(project, "near"));
  }

  private static boolean background(Project project, String job) throws Exception {
    Program.Result listing = project.pawl("jobs", "--format", "json");
    return (Boolean) Listing.of(listing).job(job).get("background");
  }

  @Test
  @DisplayName("J41 a failed foreground job takes its background dependents along, others run")
  void aFailedForegroundJobTakesItsBackgroundDependentsAlong() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              fails: { run: exit 1 }
              behind: { run: touch behind, background: true, needs: fails }
              further: { run: touch further, background: true, needs: behind }
              apart: { run: touch apart, background: true }
            """);

    Program.Result result = project.pawl("run", "--foreground");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("dep_failed", run.status("behind"));
    assertEquals("dep_failed", run.status("further"));
    assertEquals("succeeded", run.status("apart"));
    assertTrue(project.has("apart"));
    assertFalse(project.has("behind") || project.has("further"));
  }

  @Test
  @DisplayName("J42 inline, the failure of a background job fails the run")
  void inlineTheFailureOfABackgroundJobFailsTheRun() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              front: { run: echo x }
              back: { run: exit 5, background: true }
            """);

    Program.Result result = project.program().with("PAWL_NO_BACKGROUND", "1").run("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("failed", project.run().status("back"));
    assertEquals("failed", project.run().status());
  }

  @Test
  @DisplayName("J42 the failure of a promoted job fails the run")
  void theFailureOfAPromotedJobFailsTheRun() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              back: { run: exit 5, background: true }
              front: { run: touch front, needs: back }
            """);

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("dep_failed", project.run().status("front"));
    assertFalse(project.has("front"));
  }

  @Test
  @DisplayName("J42 a background job starts when the foreground has ended, also inline")
  void aBackgroundJobStartsWhenTheForegroundHasEnded() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              back: { run: echo back >>ran, background: true }
              front: { run: "sleep 0.3; echo front >>ran" }
            """);

    Program.Result result = project.pawl("run", "--foreground", "-j", "4");

    assertEquals(0, result.exit(), result.told());
    assertEquals("front\nback\n", project.read("ran"));
  }

  @Test
  @DisplayName(
      "J44 silent removes the log of a success, never its row, and keeps that of a failure")
  void silentRemovesTheLogOfASuccess() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              good: { run: echo good, background: true, silent: true }
              bad: { run: "echo bad; exit 1", background: true, silent: true }
              mute: { run: "true", background: true }
              loud: { run: echo loud, background: true }
              again:
                run: 'echo "try $PAWL_ATTEMPT"; test "$PAWL_ATTEMPT" = 2'
                background: true
                silent: true
                retries: { limit: 1, delay: 10ms }
            """);

    Program.Result result = project.pawl("run", "--foreground");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("succeeded", run.status("good"));
    assertFalse(run.logFile("good").toFile().exists());
    assertEquals("bad\n", run.log("bad"));
    assertFalse(run.logFile("mute").toFile().exists());
    assertEquals("loud\n", run.log("loud"));
    assertEquals("succeeded", run.status("again"));
    assertFalse(run.logFile("again@2").toFile().exists());
  }
}
