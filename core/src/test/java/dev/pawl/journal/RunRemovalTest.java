package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRemovalTest {
  @TempDir private Path project;
  private RunRemoval removal;
  private RunFolder folder;

  @BeforeEach
  void makeARun() throws IOException {
    removal = new RunRemoval(project);
    folder = new Runs(project).create(Samples.RUN).orElseThrow();
    Files.writeString(folder.log(Samples.A, 1), "hello");
    Files.writeString(folder.journal(), "x");
  }

  private Path hidden() {
    return project.resolve(".pawl/runs/.20261120-154741-7f3a.gone");
  }

  @Test
  void aHiddenRunIsNoRunAnyMoreAndIsWhole() throws IOException {
    removal.hide(folder);
    assertEquals(List.of(), new Runs(project).list());
    assertInstanceOf(RunReading.NotBegun.class, RunReader.read(folder));
    assertEquals("hello", Files.readString(hidden().resolve("logs/a.log")));
  }

  @Test
  void whatWasHiddenIsDeletedAlsoByTheNextProcess() throws IOException {
    removal.hide(folder);
    Files.delete(hidden().resolve("journal.jsonl")); // a deletion that was cut off
    assertEquals(List.of(), removal.delete());
    assertFalse(Files.exists(hidden()));
  }

  @Test
  void runsAndForeignFilesAreNotDeleted() throws IOException {
    Path foreign = Files.createDirectory(project.resolve(".pawl/runs/.mine.gone"));
    assertEquals(List.of(), removal.delete());
    assertTrue(Files.exists(folder.journal()) && Files.exists(foreign));
  }

  @Test
  void withoutAnyRunNothingHappens() {
    assertEquals(List.of(), new RunRemoval(project.resolve("none")).delete());
  }

  @Test
  void symbolicLinksAreDeletedAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(project.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "x");
    Files.createSymbolicLink(folder.path().resolve("folder"), outside);
    Files.createSymbolicLink(folder.logs().resolve("file"), kept);
    Path link = hidden().resolveSibling(".20261120-000000-0000.gone");
    Files.createSymbolicLink(link, outside);
    removal.hide(folder);
    assertEquals(List.of(), removal.delete());
    assertFalse(Files.exists(hidden()) || Files.isSymbolicLink(link));
    assertEquals("x", Files.readString(kept));
  }

  @Test
  void aRunThatCannotBeHiddenIsAsItWas() throws IOException {
    Files.createDirectory(hidden());
    Files.writeString(hidden().resolve("in the way"), "");
    assertThrows(IOException.class, () -> removal.hide(folder));
    assertEquals("hello", Files.readString(folder.log(Samples.A, 1)));
  }
}
