package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file where Pawl wants a folder of its own. */
class ObstructedDiskTest {
  @TempDir Path temp;

  private Project obstructed(String file) throws IOException {
    Project project = Project.in(temp, "jobs: { a: { run: touch ran } }");
    Files.createDirectories(project.path(file).getParent());
    project.write(file, "mine");
    return project;
  }

  @ParameterizedTest(name = "a file {0}: {1}")
  @CsvSource({
    ".pawl, cannot create the folder",
    ".pawl/runs, cannot create the folder",
    ".pawl/locks, cannot take its lock:",
  })
  void aFileInPlaceOfAFolderIsOneLineWithTheRemedy(String file, String tried) throws Exception {
    Project project = obstructed(file);

    Program.Result result = project.pawl("run");

    assertEquals(70, result.exit(), result.told());
    assertEquals(
        "pawl: the run could not be recorded: "
            + tried
            + " "
            + project.path(file)
            + ": something of that name is there; move it away\n",
        result.err());
    assertFalse(project.has("ran"));
    assertEquals("mine", project.read(file));
  }

  @ParameterizedTest(name = "a file {0}: {1}")
  @CsvSource({
    ".pawl, jobs",
    ".pawl, logs a",
    ".pawl, state",
    ".pawl/runs, jobs",
    ".pawl/runs, logs a",
  })
  void aFileInPlaceOfAFolderIsSeenByThoseWhoLook(String file, String command) throws Exception {
    Project project = obstructed(file);

    Program.Result result = project.pawl(command.split(" "));

    assertEquals(70, result.exit(), result.told());
    assertEquals("", result.out());
    assertTrue(result.err().contains(project.path(file) + ""), result.err());
    assertTrue(result.err().contains("is no folder; move it away"), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @ParameterizedTest(name = "a file {0}")
  @ValueSource(strings = {".pawl", ".pawl/runs", ".pawl/locks", ".pawl/items"})
  void doctorSeesAFileInPlaceOfAFolder(String file) throws Exception {
    Project project = obstructed(file);

    Program.Result result = project.pawl("doctor");

    assertEquals(1, result.exit(), result.told());
    String line = "fail  records, " + project.path(file) + " is no folder: move it away";
    assertTrue(result.out().lines().anyMatch(line::equals), result.out());
  }

  @Test
  void doctorSeesAFolderInPlaceOfTheLedger() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: touch ran } }");
    Files.createDirectories(project.path(".pawl/state.jsonl"));

    Program.Result result = project.pawl("doctor");

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.out().contains("state.jsonl is a folder: move it away"), result.out());
  }

  @Test
  void doctorSeesADamagedLedger() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: 'true', checkpoint: true } }");
    assertEquals(0, project.pawl("run").exit());
    project.write(".pawl/state.jsonl", project.read(".pawl/state.jsonl").replace("true", "tru3"));

    Program.Result result = project.pawl("doctor");

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.out().contains("state.jsonl is damaged at line 1, byte 0"), result.out());
  }

  @Test
  void aSilentLogThatCannotBeRemovedIsOneClearNotice() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'mkdir -p ".pawl/runs/$PAWL_RUN/logs/a.log/full"', background: true, silent: true }
            """);

    Program.Result result = project.pawl("run", "--foreground");

    assertEquals(0, result.exit(), result.told());
    Path log = project.run().folder().resolve("logs/a.log");
    String notice = "the log of a stays: " + log + ": it is a folder that is not empty";
    assertTrue(result.err().lines().anyMatch(line -> line.endsWith(notice)), result.err());
  }
}
