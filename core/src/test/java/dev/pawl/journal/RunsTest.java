package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  @TempDir private Path project;

  @Test
  void aNewRunHasAFolderForTheOwnerOnly() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    for (Path path = folder.logs(); !path.equals(project); path = path.getParent()) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void anIdThatIsTakenIsDrawnAgain() {
    Runs runs = new Runs(project);
    assertTrue(runs.create(Samples.RUN).isPresent());
    assertEquals(Optional.empty(), runs.create(Samples.RUN));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(project.resolve(".pawl"), "a file");
    String message =
        assertThrows(BrokenFileException.class, () -> new Runs(project).create(Samples.RUN))
            .getMessage();
    assertEquals(
        "cannot create the folder "
            + project.resolve(".pawl")
            + ": something of that name is there; move it away",
        message);
  }

  @Test
  void runsAreListedNewestFirstAndForeignFoldersArePassedOver() throws IOException {
    Runs runs = new Runs(project);
    assertEquals(List.of(), runs.list());
    assertEquals(Optional.empty(), runs.last());
    Stream.of("20261120-154741-7f3a", "20261120-154741-00ff", "20261121-000000-0000")
        .forEach(id -> runs.create(new RunId(id)));
    Path folder = project.resolve(".pawl/runs");
    Files.createDirectory(folder.resolve("20261120"));
    Files.createDirectory(folder.resolve("backup"));
    Files.writeString(folder.resolve("20261130-000000-0000"), "a file");
    assertEquals(
        List.of("20261121-000000-0000", "20261120-154741-7f3a", "20261120-154741-00ff"),
        ids(runs.list()));
    assertEquals("20261121-000000-0000", runs.last().orElseThrow().run().value());
    assertEquals(2, runs.startingWith("20261120").size());
    assertEquals(List.of("20261120-154741-00ff"), ids(runs.startingWith("20261120-154741-0")));
    assertEquals(List.of(), runs.startingWith("2025"));
  }

  private static List<String> ids(List<RunFolder> folders) {
    return folders.stream().map(folder -> folder.run().value()).toList();
  }

  @Test
  void everyAttemptHasItsOwnLog() {
    RunFolder folder = new RunFolder(project, Samples.RUN);
    assertEquals(".pawl/runs/20261120-154741-7f3a/logs/a.log", folder.relativeLog(Samples.A, 1));
    assertEquals(".pawl/runs/20261120-154741-7f3a/logs/a@2.log", folder.relativeLog(Samples.A, 2));
    assertEquals(project.resolve(folder.relativeLog(Samples.A, 2)), folder.log(Samples.A, 2));
  }

  @Test
  void theSizeOfALogIsZeroUntilTheJobWrites() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    assertEquals(0, folder.logBytes(Samples.A, 1));
    Files.writeString(folder.log(Samples.A, 1), "hello");
    assertEquals(5, folder.logBytes(Samples.A, 1));
  }

  @Test
  void theLastWholeLineIsTheProgress() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    assertEquals(Optional.empty(), folder.lastProgress(Samples.A, 1));
    assertEquals(Optional.empty(), progress(folder, "\n \n"));
    assertEquals(Optional.of("1/3 first"), progress(folder, "1/3 first"));
    assertEquals(Optional.of("2/3"), progress(folder, "1/3 first\n2/3\n"));
    assertEquals(Optional.of("2/3"), progress(folder, "1/3 first\n2/3\n3"));
    assertEquals(Optional.of("3/3 é"), progress(folder, "1/3 first\n".repeat(9999) + "3/3 é\n"));
  }

  private static Optional<String> progress(RunFolder folder, String text) throws IOException {
    Files.writeString(folder.progress(Samples.A, 1), text);
    return folder.lastProgress(Samples.A, 1);
  }
}
