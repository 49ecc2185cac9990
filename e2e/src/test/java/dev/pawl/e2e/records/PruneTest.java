package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pawl prune}. */
class PruneTest {
  private static final String[] OLD = {"prune", "--older-than", "1s"};

  @TempDir Path temp;

  private static void run(Project project, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertEquals(0, project.pawl("run").exit());
    }
  }

  /** Waits until the newest run is older than a second. */
  private static void age(Project project) throws Exception {
    RunRecord newest = new RunRecord(project.runs().getLast());
    Eventually.holds(
        () -> "time stands still",
        () -> RunRecord.at(newest.events().getLast()).plusMillis(1100).isBefore(now()));
  }

  private static Instant now() {
    return Instant.now();
  }

  @Test
  @DisplayName("J56 --dry-run names the runs and bytes that prune then removes; then there is none")
  void theDryRunIsExact() throws Exception {
    Project project =
        Project.in(temp, "log: { keep_last: 1 }\njobs: { a: { run: 'printf 0123456789' } }");
    run(project, 4);
    age(project);
    List<Path> runs = project.runs();
    String before = Tree.of(project.folder());

    Program.Result told = project.pawl("prune", "--older-than", "1s", "--dry-run");
    Program.Result dry =
        project.pawl("prune", "--older-than", "1s", "--dry-run", "--format", "json");
    assertEquals(before, Tree.of(project.folder()));
    Program.Result done = project.pawl("prune", "--older-than", "1s", "--format", "json");
    Program.Result again =
        project.pawl("prune", "--older-than", "1s", "--dry-run", "--format", "json");

    assertEquals(List.of(0, 0), List.of(dry.exit(), done.exit()), done.told());
    assertEquals(dry.out(), done.out());
    for (Path gone : runs.subList(0, 3)) {
      assertTrue(told.out().contains(gone.getFileName().toString()), told.told());
      assertTrue(done.out().contains(gone.getFileName().toString()), done.told());
    }
    assertTrue(done.out().contains("\"log_bytes\": 10") || done.out().contains("\"log_bytes\":10"));
    assertTrue(told.err().contains("would remove 3 runs with 30B of logs"), told.told());
    assertTrue(done.err().contains("removed 3 runs with 30B of logs"), done.told());
    assertEquals(runs.subList(3, 4), project.runs());
    assertEquals("[]", again.out().strip());
    assertTrue(again.err().contains("nothing to prune"), again.told());
  }

  @Test
  @DisplayName("J55 what is configured counts without an option, keep_last with one too")
  void whatIsConfiguredCounts() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo a } }");
    run(project, 4);
    age(project);

    assertTrue(project.pawl("prune").err().contains("nothing to prune"));
    assertTrue(project.pawl(OLD).err().contains("removed 1 run "));

    assertEquals(3, project.runs().size());
  }

  @Test
  @DisplayName("J55 a running run is never touched, by age or by budget")
  void aRunningRunIsNeverTouched() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            log: { keep_last: 1, max_size: 8KB, max_total: 10KB }
            jobs: { a: { run: 'seq 5000; touch there; until test -e go; do sleep 0.05; done' } }
            """);
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "a does not start", () -> project.has("there"));
      Thread.sleep(1100); // the run has to be older than the limit

      Program.Result prune = project.pawl(OLD);

      assertEquals(0, prune.exit(), prune.told());
      assertEquals(1, project.runs().size());
      project.write("go", "");
      assertEquals(0, running.await().exit());
    }
    run(project, 2);
    assertTrue(project.pawl("prune").out().contains("the logs are more than 10KB"));
    assertEquals(1, project.runs().size());
  }

  @Test
  @DisplayName("J56 a duration that is none is refused, and a project without a run is left alone")
  void mistakes() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo a } }");

    Program.Result wrong = project.pawl("prune", "--older-than", "soon");
    Program.Result none = project.pawl("prune");

    assertEquals(2, wrong.exit(), wrong.told());
    assertTrue(wrong.err().contains("--older-than soon: "), wrong.told());
    assertEquals(0, none.exit(), none.told());
    assertTrue(!project.has(".pawl"), none.told());
  }
}
