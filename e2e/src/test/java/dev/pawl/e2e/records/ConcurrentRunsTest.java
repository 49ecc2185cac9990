package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are still going, that were killed, and several at once. */
class ConcurrentRunsTest {
  private static final String YAML =
      """
      jobs:
        done: { run: echo done }
        waits:
          needs: done
          run: 'echo "7/9 steps" >"$PAWL_PROGRESS"; touch "up-$MARK"; while [ ! -e "go-$MARK" ]; do sleep 0.05; done'
        behind: { run: echo x, needs: waits }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("J30 after kill -9 the run is shown as interrupted, and looking changes no byte")
  void afterAKillTheRunIsShownAsInterrupted() throws Exception {
    Project project = Project.in(temp, YAML);
    try (Running running = project.program().with("MARK", "k").launch("run")) {
      Eventually.holds(
          running::toString, () -> project.has("up-k") && project.run().hasStarted("waits"));
      running.signal("KILL");
      running.await();
    }
    project.write("go-k", "");
    RunRecord record = project.run();
    long job = record.pid("waits");
    Eventually.holds(() -> "the job lives", () -> !Live.isAlive(job));
    Eventually.holds(
        () -> "something still writes below .pawl", () -> Live.marked(record.id()).isEmpty());
    String before = Tree.of(temp);

    Listing listing = Listing.of(project.pawl("jobs", "--format", "json"));

    Map<String, Object> run = listing.run();
    assertEquals("interrupted", run.get("status"));
    assertNotEquals(null, run.get("reason"));
    assertEquals("succeeded", listing.job("done").get("status"));
    assertEquals("interrupted", listing.job("waits").get("status"));
    assertEquals("7/9 steps", listing.job("waits").get("progress"));
    assertEquals(
        "ended without an exit status; at 7 of 9: steps", listing.job("waits").get("reason"));
    assertEquals("cancelled", listing.job("behind").get("status"));
    assertEquals("done\n", project.pawl("logs", "done").out());
    for (String[] look : LOOKS) {
      project.pawl(look);
    }
    assertEquals(before, Tree.of(temp));
  }

  private static final String[][] LOOKS = {
    {"jobs"}, {"logs", "waits"}, {"graph"}, {"validate"}, {"run", "--dry-run"}, {"logs", "last"},
  };

  @Test
  @DisplayName("J30 after a kill -9 the next run is not touched by the one before it")
  void afterAKillTheNextRunIsNotTouched() throws Exception {
    Project project = Project.in(temp, YAML);
    try (Running running = project.program().with("MARK", "k").launch("run")) {
      Eventually.holds(running::toString, () -> project.has("up-k"));
      running.signal("KILL");
      running.await();
    }
    project.write("go-n", "");

    Program.Result next = project.program().with("MARK", "n").run("run");

    assertEquals(0, next.exit(), next.told());
    Listing listing = Listing.of(project.pawl("jobs", "--format", "json"));
    assertEquals(
        List.of("succeeded", "interrupted"),
        listing.runs().stream().map(run -> run.get("status")).toList());
  }

  @Test
  @DisplayName("J47 two runs of one workflow at once are listed apart; one's end leaves the other")
  void twoRunsAtOnceAreListedApart() throws Exception {
    Project project = Project.in(temp, YAML);
    try (Running one = project.program().with("MARK", "1").launch("run");
        Running two = project.program().with("MARK", "2").launch("run")) {
      Eventually.holds(
          () -> told(one) + told(two), () -> project.has("up-1") && project.has("up-2"));
      List<Map<String, Object>> runs = listed(project);
      assertEquals(2, runs.size());
      for (Map<String, Object> run : runs) {
        assertEquals("running", run.get("status"));
        assertEquals("running", Listing.job(run, "waits").get("status"));
        assertEquals("7/9 steps", Listing.job(run, "waits").get("progress"));
        assertEquals("pending", Listing.job(run, "behind").get("status"));
        assertEquals(null, run.get("finished_at"));
      }

      project.write("go-1", "");
      assertEquals(0, one.await().exit(), () -> told(one));
      assertEquals(
          List.of("running", "succeeded"),
          listed(project).stream().map(run -> run.get("status").toString()).sorted().toList());
      assertTrue(two.isAlive());

      project.write("go-2", "");
      assertEquals(0, two.await().exit(), () -> told(two));
    }
    assertFalse(listed(project).toString().contains("running"));
  }

  @Test
  @DisplayName("J47 eight runs started in the same second get eight ids and all succeed")
  void eightRunsInTheSameSecondGetEightIds() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo x >>ran } }\n");
    String one = "'" + String.join("' '", project.program().command("run")) + "'";
    String script = "for i in 1 2 3 4 5 6 7 8; do %s & done; wait".formatted(one);
    Process process =
        project.program().builder(List.of("sh", "-c", script)).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), told);

    assertEquals(8, project.read("ran").lines().count(), told);
    List<Map<String, Object>> runs = listed(project);
    assertEquals(8, runs.size(), told);
    assertTrue(runs.stream().allMatch(run -> run.get("status").equals("succeeded")), told);
  }

  private static List<Map<String, Object>> listed(Project project) throws Exception {
    return Listing.of(project.pawl("jobs", "--format", "json")).runs();
  }

  private static String told(Running running) {
    try {
      return running.out() + running.err();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
