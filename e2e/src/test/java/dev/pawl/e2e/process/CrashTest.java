package dev.pawl.e2e.process;

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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@code kill -9} of the program leaves. */
class CrashTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName("J30 after kill -9 no job lives longer than its grace plus 2 s")
  void noJobOutlivesAKill() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              plain: { run: "touch 1.up; sleep %1$s" }
              stubborn: { run: "trap '' TERM; touch 2.up; sleep %1$s; sleep %1$s", grace: 1s }
              escaped: { run: "setsid sleep %1$s >/dev/null 2>&1 & touch 3.up; sleep %1$s" }
              stopped: { run: "touch 4.up; kill -STOP $$" }
              traps: { run: "trap 'touch cleaned; exit' TERM; touch 5.up; sleep %1$s & wait" }
              needy: { run: touch needy, needs: plain }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run", "-j", "8")) {
      for (int i = 1; i <= 5; i++) {
        String up = i + ".up";
        Eventually.holds(() -> up, () -> project.has(up));
      }
      pawl.signal("KILL");

      assertEquals(137, pawl.await().exit());
      Eventually.holdsWithin(
          Duration.ofSeconds(7),
          () -> "nothing lives: " + living(),
          () -> Live.marked(nap).isEmpty());
      assertTrue(project.has("cleaned"), "the cleanup of the job that asked for one");
    }
    RunRecord run = project.run();
    Eventually.holds(() -> "the helper goes", () -> Live.marked(run.id()).isEmpty());
    assertEquals("", run.status());
    assertFalse(project.has("needy"));
    String listed = project.pawl("jobs", "--format", "json").out();
    assertTrue(listed.contains("\"interrupted\""), listed);
    assertFalse(listed.contains("\"running\""), listed);
    assertFalse(listed.contains("\"pending\""), listed);
  }

  @Test
  @DisplayName("J30 kill -9 while the folder of a run comes to be leaves records that load")
  void aKillWhileTheRunComesToBeLeavesRecordsThatLoad() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: sleep %s, grace: 1s } }".formatted(nap));
    for (int i = 0; i < 6; i++) {
      int runs = project.runs().size();
      long pause = i * 15_000_000L;
      try (Running pawl = project.program().launch("run")) {
        Eventually.holds(() -> "a run", () -> project.runs().size() > runs);
        LockSupport.parkNanos(pause);
        pawl.signal("KILL");
        pawl.await();
      }
    }
    Eventually.holds(() -> "nothing lives: " + living(), () -> Live.marked(nap).isEmpty());

    Program.Result listed = project.pawl("jobs", "--all", "--format", "json");

    assertEquals(0, listed.exit(), listed.told());
    assertFalse(listed.out().contains("\"running\""), listed.told());
  }

  @Test
  @DisplayName("J30 kill -9 at any moment of the start leaves no job, and the next run works")
  void aKillAtAnyMomentLeavesNoJob() throws Exception {
    StringBuilder config =
        new StringBuilder("workflows:\n  fine: { jobs: { a: { run: 'true' } } }");
    config.append("\n  default:\n    jobs:\n");
    for (int i = 0; i < 40; i++) {
      config.append("      j%d: { run: sleep %s, grace: 1s }\n".formatted(i, nap));
    }
    Project project = Project.in(temp, config.toString());
    for (int jobs = 1; jobs <= 31; jobs += 10) {
      int wanted = jobs;
      try (Running pawl = project.program().launch("run", "default", "-j", "40")) {
        Eventually.holds(() -> "jobs", () -> Live.marked(nap).size() >= wanted);
        pawl.signal("KILL");
        pawl.await();
        Eventually.holdsWithin(
            Duration.ofSeconds(6), () -> "gone: " + living(), () -> Live.marked(nap).isEmpty());
      }
    }
    Program.Result next = project.pawl("run", "fine");

    assertEquals(0, next.exit(), next.told());
  }

  @Test
  @DisplayName("neighbour of J30: a run goes on when only its helper was killed")
  void aRunSurvivesItsHelper() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              first: { run: "touch up; until test -e go; do sleep 0.02; done" }
              second: { run: "touch up2; sleep %s", needs: first }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      for (Live.Entry helper : helpers(project)) {
        Live.signal(helper.pid(), "KILL");
      }
      project.write("go", "");
      Eventually.holds(() -> "up2", () -> project.has("up2"));
      assertTrue(pawl.isAlive());
      Eventually.holds(() -> "another helper", () -> !helpers(project).isEmpty());

      pawl.signal("KILL");
      pawl.await();

      Eventually.holds(() -> "nothing lives: " + living(), () -> Live.marked(nap).isEmpty());
    }
  }

  private static List<Live.Entry> helpers(Project project) throws Exception {
    String run = project.run().id();
    return Live.marked(run).stream().filter(entry -> entry.command().contains(run)).toList();
  }

  private List<Live.Entry> living() {
    try {
      return Live.marked(nap);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
