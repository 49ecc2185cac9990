package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jobs start when, and how many at a time. */
class OrderTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J08 20 jobs with -j 4: each ran exactly once, never more than 4 at a time")
  void neverMoreThanTheLimitAtATime() throws Exception {
    Project project = Project.in(temp, counting(20));

    Program.Result result = project.pawl("run", "-j", "4");

    assertEquals(0, result.exit(), result.told());
    assertEquals(4, mostAtATime(project));
    assertEachRanOnce(project, 20);
  }

  @Test
  @DisplayName("neighbour of J08: 300 jobs with -j 64 each run exactly once")
  void manyJobsEachRunOnce() throws Exception {
    Project project = Project.in(temp, counting(300));

    Program.Result result = project.pawl("run", "-q", "-j", "64");

    assertEquals(0, result.exit(), result.told());
    assertTrue(mostAtATime(project) <= 64);
    assertEachRanOnce(project, 300);
  }

  @Test
  @DisplayName("J12 a dependent starts when its last need has ended, not when a wave has")
  void aDependentStartsWhenItsLastNeedHasEnded() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: sleep 2 }
              b: { run: sleep 0.1 }
              c: { run: "true", needs: b }
            """);

    Program.Result result = project.pawl("run", "-j", "2");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertTrue(seq(run, "JobFinished", "c") < seq(run, "JobFinished", "a"), () -> "order: " + run);
  }

  @Test
  @DisplayName("neighbour of J08: jobs that are ready start by priority, then in file order")
  void jobsStartByPriorityThenFileOrder() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              first: { run: "true" }
              urgent: { run: "true", priority: -5 }
              late: { run: "true", priority: 7 }
              second: { run: "true" }
              child: { run: "true", needs: late, priority: -9 }
            """);

    Program.Result result = project.pawl("run", "-j", "1");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    List<Object> order =
        run.events().stream()
            .filter(event -> event.get("event").equals("AttemptStarted"))
            .map(event -> event.get("job"))
            .toList();
    assertEquals(List.of("urgent", "first", "second", "late", "child"), order);
  }

  /** Runs: this job fails for that reason, the job "needy" is not started, the job "fine" is. */
  private static RunRecord failsAlone(Project project, String job, String reason) throws Exception {
    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.err());
    assertEquals("failed", run.status(job));
    assertTrue(run.reason(job).contains(reason), run.reason(job));
    assertEquals("dep_failed", run.status("needy"));
    assertTrue(project.has("fine") && !project.has("needy"));
    return run;
  }

  @Test
  @DisplayName("J13 a job whose folder is missing fails with the reason, the rest goes on")
  void aMissingFolderIsThatJobsFailure() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              lost: { run: "true", dir: nowhere/at-all }
              needy: { run: touch needy, needs: lost }
              fine: { run: touch fine }
            """);

    failsAlone(project, "lost", "nowhere/at-all");
  }

  @Test
  @DisplayName("J13 a command that the kernel finds too long, or a shell that is missing, likewise")
  void aRefusedSpawnIsThatJobsFailure() throws Exception {
    char[] text = new char[200_000];
    Arrays.fill(text, 'x');
    Project project =
        Project.in(
            temp,
            """
            jobs:
              long: { run: "true %s" }
              shell: { run: "true", shell: [no-such-shell, -c] }
              needy: { run: touch needy, needs: [long] }
              fine: { run: touch fine }
            """
                .formatted(new String(text)));

    RunRecord run = failsAlone(project, "long", "131,071");
    assertTrue(run.reason("long").length() < 1000, "the reason does not repeat the command");
    assertEquals("failed", run.status("shell"));
    assertTrue(run.reason("shell").contains("no-such-shell"), run.reason("shell"));
  }

  @Test
  @DisplayName("J13 a job whose log cannot be opened fails with the reason, the rest goes on")
  void aLogThatCannotBeOpenedIsThatJobsFailure() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                mode: sequential
                jobs:
                  breaks: { run: "d=.pawl/runs/$PAWL_RUN; rm -rf $d/logs; : >$d/logs" }
                  prints: { run: echo hello }
                  needy: { run: touch needy, needs: prints }
                  fine: { run: touch fine }
            """);

    failsAlone(project, "prints", "log");
  }

  @Test
  @DisplayName("neighbour of J08: with 64 descriptors jobs run, or fail and say why; none hangs")
  void fewDescriptorsAreAReasonAndNoHang() throws Exception {
    Project project = Project.in(temp, counting(120));

    Program.Result result =
        project.program().under("prlimit", "--nofile=64:64").run("run", "-q", "-j", "4");

    assertEquals(0, result.exit(), result.told());
    assertEachRanOnce(project, 120);

    Project wide = Project.in(temp.resolve("wide"), counting(60));
    result = wide.program().under("prlimit", "--nofile=64:64").run("run", "-q", "-j", "60");
    assertTrue(result.exit() <= 1, result.told());
    RunRecord run = wide.run();
    for (int i = 0; i < 60; i++) {
      String status = run.status("j" + i);
      boolean said = run.reason("j" + i).contains("open files");
      assertTrue(status.equals("succeeded") || said, status + " " + run.reason("j" + i));
    }
  }

  /** Jobs that write down how many of them are there. */
  private static String counting(int jobs) {
    StringBuilder config = new StringBuilder("jobs:\n");
    for (int i = 0; i < jobs; i++) {
      config.append("  j").append(i).append(": *job\n");
    }
    return """
    x-job: &job
      run: |
        mkdir at.$PAWL_JOB
        set -- at.*
        echo $# >>counts
        echo $PAWL_JOB >>ran
        sleep 0.1
        rmdir at.$PAWL_JOB
    """
        + config;
  }

  private static int mostAtATime(Project project) throws Exception {
    return project
        .read("counts")
        .lines()
        .map(Integer::parseInt)
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  private static void assertEachRanOnce(Project project, int jobs) throws Exception {
    List<String> expected = IntStream.range(0, jobs).mapToObj(i -> "j" + i).sorted().toList();
    assertEquals(expected, project.read("ran").lines().sorted().toList());
  }

  private static long seq(RunRecord run, String kind, String job) throws Exception {
    return (Long) run.events(kind, job).getFirst().get("seq");
  }
}
