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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shape of process tree, for every way in which a job can end. */
class ProcessTreeTest {
  @TempDir Path temp;

  private final String nap = Live.nap();
  private final String otherNap = Live.nap();

  /** What each job leaves running beside its leader; NAP stands for a sleep. */
  private static final Map<String, String> TREES = trees();

  private static Map<String, String> trees() {
    Map<String, String> trees = new LinkedHashMap<>();
    trees.put("child", "sleep NAP &");
    trees.put("stubborn", "(trap '' TERM; sleep NAP; sleep NAP) &");
    trees.put("quiet", "sleep NAP >/dev/null 2>&1 &");
    trees.put("setsid", "setsid sleep NAP &");
    trees.put("quietsetsid", "setsid sleep NAP >/dev/null 2>&1 &");
    trees.put("doublefork", "( ( setsid sleep NAP & ) & )");
    trees.put("bare", "env -i setsid sleep NAP >/dev/null 2>&1 &");
    trees.put("baregroup", "env -i sleep NAP >/dev/null 2>&1 &");
    trees.put("stopped", "sleep NAP & kill -STOP $!");
    return trees;
  }

  @Test
  @DisplayName("J25 a timeout ends every shape of tree whose leader still runs")
  void aTimeoutEndsEveryTree() throws Exception {
    Project project = Project.in(temp, jobs("sleep NAP", "{ timeout: 1s, grace: 1s }"));

    Program.Result result = project.pawl("run", "-j", "16");

    assertEquals(List.of(), Live.marked(nap), result.told());
    assertEquals(1, result.exit(), result.told());
    for (String tree : TREES.keySet()) {
      assertEquals("timed_out", project.run().status(tree), tree);
      assertShorterThan(5, project.run(), tree);
    }
  }

  @Test
  @DisplayName("J25 a timeout also ends a leader that is stopped")
  void aTimeoutEndsAStoppedLeader() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: kill -STOP $$, timeout: 500ms } }");

    Program.Result result = project.pawl("run");

    assertEquals("timed_out", project.run().status("a"), result.told());
    assertShorterThan(4, project.run(), "a");
  }

  @Test
  @DisplayName("J28 Ctrl+C ends every shape of tree, and leaves no process")
  void ctrlCEndsEveryTree() throws Exception {
    Project project = Project.in(temp, jobs("touch $PAWL_JOB.up; sleep NAP", "{ grace: 1s }"));
    try (Running pawl = project.program().launch("run", "-j", "16")) {
      Eventually.holds(
          () -> "all are up",
          () -> TREES.keySet().stream().allMatch(tree -> project.has(tree + ".up")));
      pawl.signal("INT");

      Program.Result result = pawl.await();

      assertEquals(List.of(), Live.marked(nap), result.told());
      assertEquals(130, result.exit(), result.told());
    }
    for (String tree : TREES.keySet()) {
      assertEquals("interrupted", project.run().status(tree), tree);
    }
  }

  @Test
  @DisplayName("neighbour of J25: what a leader leaves behind is stopped after a second and named")
  void whatALeaderLeavesIsStopped() throws Exception {
    Project project = Project.in(temp, jobs("true", "{ grace: 1s }"));

    Program.Result result = project.pawl("run", "-j", "16");

    assertEquals(List.of(), Live.marked(nap), result.told());
    assertEquals(0, result.exit(), result.told());
    RunRecord run = project.run();
    for (String tree : TREES.keySet()) {
      assertEquals("succeeded", run.status(tree), tree + ": " + run.reason(tree));
      assertShorterThan(6, run, tree);
    }
    for (String tree : List.of("child", "stubborn", "quiet", "setsid", "quietsetsid", "stopped")) {
      assertTrue(run.reason(tree).contains("left running"), tree + ": " + run.reason(tree));
    }
  }

  @Test
  @DisplayName("neighbour of J25: a straggler that ends within a second is left alone")
  void aShortStragglerMayEndByItself() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: \"(sleep 0.4; echo late; touch late) & true\" } }");

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("late\n", project.run().log("a"));
    assertTrue(project.has("late"));
    assertEquals("", project.run().reason("a"));
  }

  @Test
  @DisplayName("neighbour of J31: a straggler that floods stdout holds neither the end nor others")
  void aFloodingStragglerHoldsNobody() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            log: { max_size: 1MB }
            jobs:
              flood: { run: "yes %s & true" }
              timed: { run: sleep %s, timeout: 1s }
            """
                .formatted(nap, nap));

    Program.Result result = project.pawl("run", "-q");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), "the timed one fails");
    assertEquals("succeeded", run.status("flood"), run.reason("flood"));
    assertEquals("timed_out", run.status("timed"));
    assertShorterThan(5, run, "flood");
    assertShorterThan(5, run, "timed");
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("neighbour of J28: daemonize: keep leaves what the job started, stop does not")
  void aKeptDaemonLives() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              keeps: { run: "%1$s", daemonize: keep }
              stops: { run: "setsid sleep %2$s >/dev/null 2>&1 & true", daemonize: stop }
              work: { run: sleep 2.5, needs: keeps }
            """
                .formatted(daemon(), otherNap));
    try {
      Program.Result result = project.pawl("run");

      assertEquals(0, result.exit(), result.told());
      assertEquals(List.of(), Live.marked(otherNap));
      List<Live.Entry> kept = Live.marked(nap);
      assertFalse(kept.isEmpty(), "the daemon lives");
      assertEquals(2, sleeps(kept), "with the child it started later: " + kept);
    } finally {
      Live.marked(nap).forEach(entry -> Live.signal(entry.pid(), "KILL"));
    }
  }

  @Test
  @DisplayName("neighbour of J30: a kept daemon also outlives a kill -9 of the program")
  void aKeptDaemonOutlivesACrash() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              keeps: { run: "%s", daemonize: keep }
              work: { run: "touch up; sleep %s", needs: keeps, grace: 1s }
            """
                .formatted(daemon(), otherNap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      pawl.signal("KILL");
      pawl.await();

      Eventually.holds(() -> "work is over", () -> Live.marked(otherNap).isEmpty());
      Eventually.holds(() -> "the helper is over", () -> noHelper(project));
      assertFalse(Live.marked(nap).isEmpty(), "the daemon lives");
    } finally {
      Live.marked(nap).forEach(entry -> Live.signal(entry.pid(), "KILL"));
    }
  }

  private static boolean noHelper(Project project) throws Exception {
    String run = project.run().id();
    return Live.marked(run).stream().noneMatch(entry -> entry.command().contains(run));
  }

  private String daemon() {
    return "setsid sh -c 'sleep 1.5; sleep %1$s & sleep %1$s' >/dev/null 2>&1 & true"
        .formatted(nap);
  }

  private static long sleeps(List<Live.Entry> kept) {
    return kept.stream().filter(entry -> entry.command().startsWith("sleep ")).count();
  }

  private String jobs(String end, String keys) {
    StringBuilder config = new StringBuilder("jobs:\n");
    TREES.forEach((name, tree) ->
        config.append(
            "  %s:\n    <<: %s\n    run: |\n      %s\n      %s\n"
                .formatted(name, keys, tree, end)));
    return config.toString().replace("NAP", nap);
  }

  private static void assertShorterThan(int seconds, RunRecord run, String job) throws Exception {
    assertTrue(
        run.took(job).compareTo(Duration.ofSeconds(seconds)) < 0, job + " took " + run.took(job));
  }
}
