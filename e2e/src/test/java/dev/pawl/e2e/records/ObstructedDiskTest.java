package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file where Pawl wants a folder of its own. */
class ObstructedDiskTest {
  @TempDir Path temp;

  @ParameterizedTest(name = "a file {0}: {1}")
  @CsvSource({
    ".pawl, cannot create the folder",
    ".pawl/runs, cannot create the folder",
    ".pawl/locks, cannot take its lock:",
  })
  void aFileInPlaceOfAFolderIsOneLineWithTheRemedy(String file, String tried) throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: touch ran } }");
    Files.createDirectories(project.path(file).getParent());
    project.write(file, "mine");

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
}
