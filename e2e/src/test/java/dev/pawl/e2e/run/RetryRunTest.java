package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pawl retry}. */
class RetryRunTest {
  private static final String CHAIN =
      """
      jobs:
        a: { run: echo a >> ran }
        b: { run: 'echo b >> ran; test -e mended', needs: a }
        c: { run: echo c >> ran, needs: b }
      """;

  @TempDir Path temp;

  private static List<String> ran(Project project) throws Exception {
    return Files.readAllLines(project.path("ran"));
  }

  private static RunRecord last(Project project) throws Exception {
    return new RunRecord(project.runs().getLast());
  }

  @Test
  @DisplayName("J54 what failed and what depends on it runs again, what succeeded does not")
  void theUndoneRunsAgain() throws Exception {
    Project project = Project.in(temp, CHAIN);
    assertEquals(1, project.pawl("run").exit());
    String first = project.run().id();
    project.write("mended", "");

    Program.Result retry = project.pawl("retry");

    assertEquals(0, retry.exit(), retry.told());
    assertTrue(retry.err().contains("retrying run " + first + ": b, c"), retry.told());
    assertEquals(List.of("a", "b", "b", "c"), ran(project));
    RunRecord second = last(project);
    assertEquals(first, second.events().getFirst().get("parent"));
    assertEquals("skipped", second.status("a"));
    assertEquals("succeeded", second.status("c"));
  }

  @Test
  @DisplayName("J54 the exit code is the retry's, and a retry can be retried")
  void theExitCodeIsTheRetrys() throws Exception {
    Project project = Project.in(temp, CHAIN);
    assertEquals(1, project.pawl("run").exit());

    assertEquals(1, project.pawl("retry", "last").exit());
    project.write("mended", "");
    assertEquals(0, project.pawl("retry", last(project).id()).exit());

    assertEquals(List.of("a", "b", "b", "b", "c"), ran(project));
  }

  @Test
  @DisplayName("J54 when all is green it says so and runs nothing")
  void aGreenRunIsNotRetried() throws Exception {
    Project project = Project.in(temp, CHAIN);
    project.write("mended", "");
    assertEquals(0, project.pawl("run").exit());

    Program.Result retry = project.pawl("retry");

    assertEquals(0, retry.exit(), retry.told());
    assertTrue(retry.err().contains("nothing to retry"), retry.told());
    assertEquals(1, project.runs().size());
  }

  @Test
  @DisplayName("J54 a run that is still running is refused")
  void aRunningRunIsRefused() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: touch there; sleep 60 } }");
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "a does not start", () -> project.has("there"));

      Program.Result retry = project.pawl("retry");

      assertEquals(3, retry.exit(), retry.told());
      assertTrue(retry.err().contains("still running"), retry.told());
    }
  }

  @Test
  @DisplayName("neighbour of J54: what a killed run had not done is done")
  void aKilledRunGoesOn() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: echo a >> ran }
              b: { run: 'echo b >> ran; test -e mended || sleep 60', needs: a, grace: 1s }
              c: { run: echo c >> ran, needs: b }
            """);
    try (Running running = project.program().launch("run")) {
      Eventually.holds(
          () -> "b does not start", () -> project.has("ran") && ran(project).contains("b"));
      running.signal("KILL");
      running.await();
    }
    project.write("mended", "");

    assertEquals(0, project.pawl("retry").exit());

    assertEquals(List.of("a", "b", "b", "c"), ran(project));
  }

  @Test
  @DisplayName("neighbour of J54: --from runs a job and all that depends on it, done or not")
  void fromAJobOn() throws Exception {
    Project project = Project.in(temp, CHAIN);
    project.write("mended", "");
    assertEquals(0, project.pawl("run").exit());

    assertEquals(0, project.pawl("retry", "--from", "b").exit());
    Program.Result unknown = project.pawl("retry", "--from", "bb");

    assertEquals(List.of("a", "b", "c", "b", "c"), ran(project));
    assertEquals(2, unknown.exit(), unknown.told());
    assertEquals(2, project.runs().size());
  }

  @Test
  @DisplayName("neighbour of J54: a job in the address retries it and what depends on it")
  void aJobInTheAddress() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: echo a >> ran; exit 1 }
              b: { run: 'echo b >> ran; exit 1' }
              c: { run: echo c >> ran, needs: b }
            """);
    assertEquals(1, project.pawl("run", "-j", "1").exit());

    assertEquals(1, project.pawl("retry", "b").exit());

    assertEquals(List.of("a", "b", "b"), ran(project));
  }

  @Test
  @DisplayName("neighbour of J54: -j and --env are those of the old run, pawl.yml is as it is now")
  void theSettingsOfTheOldRun() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'echo "a $WHAT" >> ran; exit 1' }
              gone: { run: exit 1 }
            """);
    assertEquals(
        1, project.pawl("run", "-j", "1", "--env", "WHAT=old", "--env", "X_KEY=s3").exit());
    project.write("pawl.yml", "jobs: { a: { run: 'echo \"now $WHAT $X_KEY\" >> ran' } }");

    Program.Result without = project.pawl("retry");
    Program.Result with = project.program().with("X_KEY", "s3").run("retry");

    assertEquals(2, without.exit(), without.told());
    assertTrue(without.err().contains("X_KEY"), without.told());
    assertEquals(0, with.exit(), with.told());
    assertTrue(with.err().contains("no longer in pawl.yml, so not retried: gone"), with.told());
    assertEquals(List.of("a old", "now old s3"), ran(project));
    assertTrue(
        Files.readString(last(project).folder().resolve("plan.json"))
            .contains("\"concurrency\": 1"));
  }

  @Test
  @DisplayName("neighbour of J54: a service that a job needs is started for it again")
  void aServiceIsStartedAgain() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              setup: { run: echo setup >> ran }
              db: { run: 'touch up; sleep 60', service: true, ready: test -e up, needs: setup }
              seed: { run: echo seed >> ran, needs: db }
              test: { run: 'echo test >> ran; rm up && test -e mended', needs: seed }
            """);
    assertEquals(1, project.pawl("run").exit());
    project.write("mended", "");

    Program.Result retry = project.pawl("retry");

    assertEquals(0, retry.exit(), retry.told());
    assertEquals(List.of("setup", "seed", "test", "test"), ran(project));
    assertEquals("succeeded", last(project).status("db"));
  }

  @Test
  @DisplayName("neighbour of J54: when all that failed has left pawl.yml it says so")
  void nothingOfItIsLeft() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: exit 1 } }");
    assertEquals(1, project.pawl("run").exit());
    project.write("pawl.yml", "jobs: { b: { run: echo b } }");

    Program.Result retry = project.pawl("retry");

    assertEquals(2, retry.exit(), retry.told());
    assertTrue(retry.err().contains("no longer in pawl.yml: a"), retry.told());
    assertEquals(1, project.runs().size());
  }

  @Test
  @DisplayName("neighbour of J54: what a killed run left is stopped before it runs again")
  void whatIsLeftIsAwaited() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: |
                  exec 2>/dev/null # nobody reads it when Pawl is gone
                  mkdir alone || exit 9
                  trap 'sleep 4; rmdir alone; exit 1' TERM
                  touch there
                  test ! -e second || { rmdir alone; exit 0; }
                  while :; do sleep 0.05 || :; done
                grace: 15s
            """);
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "a does not start", () -> project.has("there"));
      running.signal("KILL");
      running.await();
    }
    project.write("second", "");

    Program.Result retry = project.pawl("retry");

    assertEquals(0, retry.exit(), retry.told());
    assertTrue(retry.err().contains("waiting until the jobs of run "), retry.told());
  }
}
