package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The limit of a condition, apart from the other conditions because it takes half a minute. */
class HangingConditionTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J29 TERM while a condition is asked ends the run at once, with every row cancelled")
  void aSignalWhileAConditionIsAskedEndsTheRun() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: touch bad, skip: [{ run: touch asked; sleep 4711 }] }
              b: { run: touch bad }
            """);
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "the condition is not asked", () -> project.has("asked"));
      long start = System.nanoTime();
      running.signal("TERM");
      Program.Result result = running.await();

      assertEquals(143, result.exit(), result.told());
      long took = (System.nanoTime() - start) / 1_000_000;
      assertTrue(took < 15_000, () -> took + " ms");
    }
    RunRecord run = project.run();
    assertEquals("interrupted", run.status());
    assertEquals("cancelled", run.status("a"));
    assertEquals("cancelled", run.status("b"));
    assertFalse(project.has("bad"));
    assertEquals(List.of(), Live.marked(run.id()));
  }

  @Test
  @DisplayName("J18 a condition that hangs is stopped at 30 s; its job fails, the reason names it")
  void aConditionThatHangsIsStoppedAtItsLimit() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: touch bad, skip: [{ run: sleep 4711 }] }
              b: { run: touch bad, only: [{ run: "trap '' TERM; sleep 4711 & wait; wait" }] }
              c: { run: touch c }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    for (String job : List.of("a", "b")) {
      assertEquals("failed", run.status(job));
      assertTrue(run.reason(job).contains("sleep 4711"), run.reason(job));
      assertTrue(run.reason(job).contains("30"), run.reason(job));
    }
    assertEquals("succeeded", run.status("c"));
    assertFalse(project.has("bad"));
    assertEquals(List.of(), Live.marked(run.id()));
  }
}
