package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Tree;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run --dry-run tells, and that it does nothing else. */
class DryRunTest {
  private static final String YAML =
      """
      jobs:
        install: { run: touch ran }
        probed: { run: touch ran, only: [{ run: touch asked, desc: on Mondays }] }
        build: { run: touch ran, needs: install, skip: [{ exists: nothing }] }
        off: { run: touch ran, skip: true }
        mac: { run: { macos: touch ran } }
        last-one: { run: touch ran, needs: [build, off] }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("J65 a dry run starts no job and no probe, and changes no byte")
  void aDryRunChangesNoByte() throws Exception {
    Project project = Project.in(temp, YAML);
    String before = Tree.of(temp);

    Program.Result result = project.pawl("run", "--dry-run");

    assertEquals(0, result.exit(), result.told());
    assertEquals(before, Tree.of(temp));
    assertEquals(List.of("install", "build", "last-one"), only(result, "run", "probed"));
    assertTrue(line(result, "probed").contains("decided at start"), result.told());
    assertTrue(line(result, "probed").contains("on Mondays"), result.told());
    assertTrue(line(result, "off").contains("skip"), result.told());
    assertTrue(line(result, "mac").contains("platform"), result.told());
  }

  @Test
  @DisplayName("J65 a dry run after a run leaves the records as they were")
  void aDryRunAfterARunLeavesTheRecordsAsTheyWere() throws Exception {
    Project project = Project.in(temp, YAML);
    assertEquals(0, project.pawl("run", "--job", "install").exit());
    String before = Tree.of(temp);

    Program.Result result = project.pawl("run", "--dry-run", "--skip", "build");

    assertEquals(0, result.exit(), result.told());
    assertEquals(before, Tree.of(temp));
    assertTrue(line(result, "last-one").contains("skip"), result.told());
    assertFalse(project.has("asked"));
  }

  @Test
  @DisplayName("J22 a dry run refuses the same options as a run")
  void aDryRunRefusesTheSameOptions() throws Exception {
    Project project = Project.in(temp, YAML);

    for (List<String> wrong : List.of(List.of("--job", "nope"), List.of("--tag", "nope"))) {
      Program.Result real = project.pawl("run", wrong.getFirst(), wrong.getLast());
      Program.Result dry = project.pawl("run", "--dry-run", wrong.getFirst(), wrong.getLast());

      assertEquals(2, dry.exit(), dry.told());
      assertEquals(real, dry);
    }
    assertFalse(project.has(".pawl"));
  }

  private static String line(Program.Result result, String job) {
    return result
        .out()
        .lines()
        .filter(line -> line.contains(job))
        .findFirst()
        .orElseThrow(() -> new AssertionError(job + " is not told: " + result.told()));
  }

  /** The jobs that would run, in the order told, but for one. */
  private static List<String> only(Program.Result result, String word, String without) {
    return result
        .out()
        .lines()
        .filter(line -> line.strip().startsWith(word + " "))
        .map(line -> line.strip().split("\\s+")[1])
        .filter(job -> !job.equals(without))
        .toList();
  }
}
