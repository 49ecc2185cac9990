package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** --job, --tag, --only-named and --skip. */
class SelectionTest {
  private static final List<String> ALL = List.of("install", "build", "test", "lint");

  @TempDir Path temp;
  private Project project;

  @BeforeEach
  void aProject() throws Exception {
    project =
        Project.in(
            temp,
            """
            jobs:
              install: { run: echo install >>ran }
              build: { run: echo build >>ran, needs: install, tags: [heavy] }
              test: { run: echo test >>ran, needs: build }
              lint: { run: echo lint >>ran, needs: install }
            """);
  }

  @Test
  @DisplayName("J20 --skip of a tag removes its jobs with their dependents, each with its reason")
  void skippingATagRemovesItsJobsWithTheirDependents() throws Exception {
    Program.Result result = project.pawl("run", "--skip", "tag:heavy");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("install\nlint\n", project.read("ran"));
    assertEquals("skipped", run.status("build"));
    assertEquals("excluded", run.cause("build"));
    assertTrue(run.reason("build").contains("asked for"), run.reason("build"));
    assertEquals("skipped", run.status("test"));
    assertEquals("excluded", run.cause("test"));
    assertTrue(run.reason("test").contains("depends on build"), run.reason("test"));
  }

  @Test
  @DisplayName("J21 --skip of the root leaves nothing to run, which is a success with four rows")
  void skippingTheRootLeavesNothingToRun() throws Exception {
    for (String skip : List.of("install", "job:install", "all")) {
      Program.Result result = project.pawl("run", "--skip", skip);

      assertEquals(0, result.exit(), result.told());
      RunRecord run = new RunRecord(project.runs().getLast());
      for (String job : ALL) {
        assertEquals("skipped", run.status(job), job);
        assertEquals("excluded", run.cause(job), job);
        assertFalse(run.reason(job).isEmpty(), job);
      }
      assertEquals("succeeded", run.status());
    }
    assertFalse(project.has("ran"));
  }

  @Test
  @DisplayName("J22 a --skip that matches nothing is a warning, and everything runs")
  void aSkipThatMatchesNothingIsAWarning() throws Exception {
    Program.Result result =
        project.pawl("run", "--skip", "nothing-here", "--skip", "tag:none", "-j", "1");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("nothing-here"), result.told());
    assertTrue(result.err().contains("tag:none"), result.told());
    assertEquals(4, project.read("ran").lines().count());
  }

  @Test
  @DisplayName("J22 a --job or --tag that matches nothing is refused before anything starts")
  void aJobOrTagThatMatchesNothingIsRefused() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("--job", "nope"),
            List.of("--job", "biuld"),
            List.of("--tag", "nope"),
            List.of("--job", "test", "--skip", "build"),
            List.of("--job", "build", "--skip", "all"),
            List.of("--only-named"));
    for (List<String> options : wrong) {
      Program.Result result =
          project.pawl(Stream.concat(Stream.of("run"), options.stream()).toArray(String[]::new));

      assertEquals(2, result.exit(), options + ": " + result.told());
      assertTrue(result.err().contains(options.getLast()), result.told());
      assertFalse(project.has(".pawl"), options::toString);
    }
    assertFalse(project.has("ran"));
    assertTrue(project.pawl("run", "--job", "biuld").err().contains("did you mean 'build'?"));
  }

  @Test
  @DisplayName("J23 --job runs the job and what it needs; the rest has rows that say not selected")
  void aNamedJobPullsInWhatItNeeds() throws Exception {
    Program.Result result = project.pawl("run", "--job", "build");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("install\nbuild\n", project.read("ran"));
    for (String job : List.of("test", "lint")) {
      assertEquals("skipped", run.status(job));
      assertEquals("not_selected", run.cause(job));
    }
  }

  @Test
  @DisplayName("J23 --job and --tag add up")
  void jobAndTagAddUp() throws Exception {
    Program.Result result = project.pawl("run", "--tag", "heavy", "--job", "lint", "-j", "1");

    assertEquals(0, result.exit(), result.told());
    assertEquals("install\nbuild\nlint\n", project.read("ran"));
  }

  @Test
  @DisplayName("J23 --only-named leaves the needs out and keeps the order among those named")
  void onlyNamedLeavesTheNeedsOut() throws Exception {
    Program.Result result =
        project.pawl("run", "--job", "test", "--tag", "heavy", "--only-named", "-j", "4");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("build\ntest\n", project.read("ran"));
    assertEquals("not_selected", run.cause("install"));
    assertEquals("succeeded", run.status("test"));
  }

  @Test
  @DisplayName(
      "J22 a --skip within what --job pulls in that no named job needs is no contradiction")
  void aSkipBesideTheNamedJobsIsFine() throws Exception {
    Program.Result result = project.pawl("run", "--job", "lint", "--skip", "build");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("install\nlint\n", project.read("ran"));
    assertEquals("skipped", run.status("build"));
  }
}
