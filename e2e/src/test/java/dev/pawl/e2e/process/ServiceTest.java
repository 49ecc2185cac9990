package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that never end by themselves. */
class ServiceTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName(
      "J64 a job starts when its service answers; at the end services are stopped, succeeded")
  void aJobStartsWhenItsServiceAnswers() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              db:
                service: true
                run: "sleep 0.6; echo up; touch db.up; sleep %1$s"
                ready: test -e db.up
              cache: { service: true, run: "touch cache.up; sleep %1$s & wait" }
              third: { service: true, run: "trap 'touch cleaned; exit 1' TERM; sleep %1$s & wait" }
              test: { run: "test -e db.up; touch tested; sleep 0.5", needs: [db, cache, third] }
            """
                .formatted(nap));

    Program.Result result = project.pawl("run", "-j", "1");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    for (String job : List.of("db", "cache", "third", "test")) {
      assertEquals("succeeded", run.status(job), job + ": " + run.reason(job));
    }
    assertTrue(project.has("tested") && project.has("cleaned"));
    assertEquals("up\n", run.log("db"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J64 a service that ends by itself is failed, whatever its code")
  void aServiceThatEndsByItselfIsFailed() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              dies: { service: true, run: sleep 0.3 }
              early: { service: true, run: exit 0, ready: "sleep 0.2; false" }
              work: { run: "sleep 1; touch work", needs: dies }
              needy: { run: touch needy, needs: early }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("failed", run.status("dies"), run.reason("dies"));
    assertTrue(run.reason("dies").contains("by itself"), run.reason("dies"));
    assertEquals("failed", run.status("early"), run.reason("early"));
    assertEquals("dep_failed", run.status("needy"));
    assertEquals("succeeded", run.status("work"), "what has started goes on");
  }

  @Test
  @DisplayName("J64 a signal ends the wait for a service that never answers")
  void aSignalEndsTheWaitForAService() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              mute: { service: true, run: "touch up; sleep %1$s", ready: "touch asked; sleep %1$s" }
              needy: { run: touch needy, needs: mute }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "asked", () -> project.has("asked") && project.has("up"));
      pawl.signal("INT");

      Program.Result result = pawl.await();

      assertEquals(130, result.exit(), result.told());
    }
    RunRecord run = project.run();
    assertEquals("interrupted", run.status("mute"), run.reason("mute"));
    assertEquals("cancelled", run.status("needy"));
    assertTrue(!project.has("needy"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("J64 a run of services only lasts until a signal")
  void aRunOfServicesLastsUntilASignal() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              web: { service: true, run: "touch web.up; sleep %1$s" }
              db: { service: true, run: "touch db.up; sleep %1$s" }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("web.up") && project.has("db.up"));
      assertTrue(pawl.isAlive());
      pawl.signal("TERM");

      assertEquals(143, pawl.await().exit());
    }
    assertEquals("interrupted", project.run().status());
    assertEquals(List.of(), Live.marked(nap));
  }
}
