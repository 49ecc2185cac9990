package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jobs of a workflow take part, for real and in a dry run. */
class SelectionTest {
  private static final String HEAVY =
      """
      jobs:
        install: { run: "true" }
        build: { run: "true", needs: install, tags: [heavy] }
        test: { run: "true", needs: build }
        lint: { run: "true", needs: install }
      """;

  @TempDir Path folder;

  @Test
  @DisplayName("J20 --skip tag:TAG leaves out what has it and what depends on that, with reasons")
  void skipTag() throws Exception {
    Project project = Project.in(folder, HEAVY);

    Program.Result result = project.pawl("run", "--skip", "tag:heavy");

    assertEquals(0, result.exit(), result.told());
    RunRecord run = project.run();
    assertEquals("succeeded", run.status("install"));
    assertEquals("succeeded", run.status("lint"));
    assertEquals("excluded", run.cause("build"));
    assertEquals("asked for by --skip tag:heavy", run.reason("build"));
    assertTrue(run.reason("test").contains("depends on build"), run.reason("test"));
    assertTrue(
        result.err().contains("build: skipped, asked for by --skip tag:heavy"), result.told());
  }

  @Test
  @DisplayName("J21 --skip of what all need: nothing runs, exit 0, four rows with reasons")
  void skipRoot() throws Exception {
    Project project = Project.in(folder, HEAVY);

    Program.Result result = project.pawl("run", "--skip", "install");

    assertEquals(0, result.exit(), result.told());
    RunRecord run = project.run();
    for (String job : new String[] {"install", "build", "test", "lint"}) {
      assertEquals("skipped", run.status(job));
      assertFalse(run.reason(job).isEmpty(), job);
    }
  }

  @Test
  @DisplayName("J22 a --skip that matches nothing is a warning; --job and --tag that do are exit 2")
  void nothingMatches() throws Exception {
    Project project = Project.in(folder, HEAVY);

    Program.Result tag = project.pawl("run", "--tag", "nope");
    Program.Result job = project.pawl("run", "--job", "biuld");
    assertEquals(2, tag.exit(), tag.told());
    assertEquals(2, job.exit(), job.told());
    assertFalse(project.has(".pawl/runs"), "nothing is recorded");

    Program.Result skip = project.pawl("run", "--skip", "nothing-here");
    assertEquals(0, skip.exit(), skip.told());
    assertTrue(skip.err().contains("--skip nothing-here matches no job"), skip.told());
    assertEquals("succeeded", project.run().status("test"));
  }

  @Test
  void aConfigurationThatIsAFolderIsRefusedAsOne() throws Exception {
    Program.Result result = Project.in(folder, HEAVY).pawl("validate", "--config", ".");

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().endsWith(": is a folder; name the file in it\n"), result.told());
  }

  @Test
  @DisplayName("J23 --job brings what it needs, and --only-named does not")
  void named() throws Exception {
    Project project = Project.in(folder, HEAVY);

    Program.Result dry = project.pawl("run", "--job", "build", "--only-named", "--dry-run");
    assertTrue(dry.out().contains("1 of 4 jobs would run"), dry.told());
    assertFalse(project.has(".pawl"), "a dry run leaves nothing");

    project.pawl("run", "--job", "build");
    RunRecord run = project.run();
    assertEquals("succeeded", run.status("install"));
    assertEquals("succeeded", run.status("build"));
    assertEquals("not_selected", run.cause("lint"));
    assertEquals("not_selected", run.cause("test"));
  }

  @Test
  void aDryRunStartsNoProbeAndSaysWhatIsDecidedLater() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              a: { run: "true", skip: [{ run: "touch asked" }] }
              b: { run: "true", skip: true, needs: a }
              c: { run: { macos: "true" } }
              dd: { run: "true", priority: -1 }
            """);

    Program.Result result = project.pawl("run", "--dry-run");

    assertEquals(
        """
        default: 2 of 4 jobs would run
          run   dd
          run   a   decided at start: skip if its command succeeds
          skip  b   condition: skip is true
          skip  c   platform: nothing to run on linux
        """,
        result.out());
    assertFalse(project.has("asked"), "no probe");
  }
}
