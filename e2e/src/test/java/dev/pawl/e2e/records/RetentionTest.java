package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code log:} keeps. Runs are made old by a short retention; a day passes by setting the time
 * of the last pass back.
 */
class RetentionTest {
  private static final String JOBS =
      """
      jobs:
        tells: { run: head -c 3000 /dev/zero | tr '\\0' x }
      """;

  /** Holds its run until the file "go" is there. */
  private static final String WAITS =
      """
      workflows:
        quick: { jobs: { a: { run: 'true' } } }
        waits:
          jobs:
            a:
              run: head -c 3000 /dev/zero | tr '\\0' x; touch up; while [ ! -e go ]; do sleep 0.05; done
      """;

  @TempDir Path temp;

  private static String log(String limits) {
    return "log: { " + limits + " }\n";
  }

  private static void dayPasses(Project project) throws Exception {
    Files.setLastModifiedTime(
        project.path(".pawl/pruned"), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
  }

  private static String run(Project project) throws Exception {
    Set<String> before = new TreeSet<>(ids(project));
    Program.Result result = project.pawl("run", "-q");
    assertEquals(0, result.exit(), result.told());
    assertEquals("", result.err(), "nothing is to be told");
    return ids(project).stream()
        .filter(id -> !before.contains(id))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static List<String> ids(Project project) throws Exception {
    return project.runs().stream().map(run -> run.getFileName().toString()).toList();
  }

  private static List<String> locks(Project project) throws Exception {
    try (Stream<Path> locks = Files.list(project.path(".pawl/locks"))) {
      return locks
          .map(lock -> lock.getFileName().toString())
          .filter(name -> name.startsWith("run-"))
          .map(name -> name.substring("run-".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName("J55 beyond retention and keep_last a run goes with the next day's first run")
  void oldRunsGoAtMostOnceADay() throws Exception {
    Project project = Project.in(temp, log("retention: 1ms, keep_last: 1") + JOBS);
    run(project); // with the first pass, when there is nothing yet
    run(project);
    String newest = run(project);
    assertEquals(3, ids(project).size(), "within a day nothing goes");

    dayPasses(project);
    String next = run(project);

    assertEquals(List.of(newest, next), ids(project));
    assertEquals(List.of(newest, next), locks(project));
    String last = run(project);
    assertEquals(List.of(newest, next, last), ids(project));
    Program.Result listing = project.pawl("jobs");
    assertEquals(0, listing.exit(), listing.told());
    assertEquals("", listing.err());
  }

  @Test
  @DisplayName("J55 within the retention nothing goes")
  void withinTheRetentionNothingGoes() throws Exception {
    Project project = Project.in(temp, log("retention: 1h, keep_last: 0") + JOBS);
    run(project);
    run(project);
    dayPasses(project);
    run(project);
    assertEquals(3, ids(project).size());
  }

  @Test
  @DisplayName("J55 beyond max_total the oldest logs go, whatever their age, but not keep_last")
  void beyondTheBudgetTheOldestGo() throws Exception {
    Project project = Project.in(temp, log("keep_last: 1, max_size: 4KB, max_total: 7KB") + JOBS);
    run(project);
    String second = run(project);
    String third = run(project);
    dayPasses(project);
    project.write(
        "pawl.yml",
        log("keep_last: 1, max_size: 4KB, max_total: 7KB") + "jobs: { a: { run: 'true' } }");
    String fourth = run(project);
    assertEquals(List.of(second, third, fourth), ids(project), "two of 3000 bytes fit");

    dayPasses(project);
    project.write("pawl.yml", log("keep_last: 2, max_size: 1KB, max_total: 1KB") + JOBS);
    String fifth = run(project);
    assertEquals(List.of(third, fourth, fifth), ids(project));
  }

  @Test
  @DisplayName("J55 a running run is never touched, by age or by budget")
  void aRunningRunIsNotTouched() throws Exception {
    Project project =
        Project.in(
            temp, log("retention: 1ms, keep_last: 0, max_size: 1KB, max_total: 1KB") + WAITS);
    try (Running waits = project.program().launch("run", "waits")) {
      Eventually.holds(waits::toString, () -> project.has("up"));
      RunRecord living = project.run();
      assertEquals(0, project.pawl("run", "quick").exit());
      dayPasses(project);
      assertEquals(0, project.pawl("run", "quick").exit());
      assertEquals(2, ids(project).size(), "the first quick one is gone");
      assertTrue(ids(project).contains(living.id()));

      project.write("go", "");
      Program.Result result = waits.await();
      assertEquals(0, result.exit(), result.told());
      assertEquals("succeeded", living.status("a"));
    }
  }

  @Test
  @DisplayName("J55 what an interrupted pass left behind goes with the next one")
  void whatAnInterruptedPassLeftGoes() throws Exception {
    Project project = Project.in(temp, log("retention: 1h") + JOBS);
    String first = run(project);
    Path gone = project.path(".pawl/runs/." + first + ".gone");
    Files.move(project.path(".pawl/runs/" + first), gone);
    dayPasses(project);
    String second = run(project);
    assertEquals(List.of(second), ids(project));
    assertEquals(List.of(second), locks(project));
  }

  @Test
  @DisplayName("J65 a dry run makes no pass")
  void aDryRunMakesNoPass() throws Exception {
    Project project = Project.in(temp, log("retention: 1ms, keep_last: 0") + JOBS);
    run(project);
    dayPasses(project);
    assertEquals(0, project.pawl("run", "--dry-run").exit());
    assertEquals(1, ids(project).size());
  }

  @Test
  void aPassThatFailsIsToldAndTheRunGoesOn() throws Exception {
    Project project = Project.in(temp, log("retention: 1ms, keep_last: 0") + JOBS);
    run(project);
    Files.delete(project.path(".pawl/locks/prune"));
    Files.createDirectory(project.path(".pawl/locks/prune"));
    dayPasses(project);
    Program.Result result = project.pawl("run", "-q");
    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("old runs: "), result.told());
    assertFalse(result.err().contains("\tat "), result.told());
  }
}
