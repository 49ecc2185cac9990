package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {
  @TempDir private Path top;

  @Test
  void theFirstFileFromAFolderUpwardIsFound() throws IOException {
    Path inner = Files.createDirectories(top.resolve("a/b/c"));
    Path outer = Files.writeString(top.resolve("pawl.yml"), "jobs: {}");
    assertEquals(Optional.of(outer), ProjectFolder.find(inner));
    Path nearer = Files.writeString(top.resolve("a/b/pawl.yml"), "jobs: {}");
    assertEquals(Optional.of(nearer), ProjectFolder.find(inner));
  }

  @Test
  @DisplayName("J61 without pawl.yml it is told where was looked and that 'pawl init' writes one")
  void withoutAFileItIsToldWhereWasLooked() throws IOException {
    Path inner = Files.createDirectories(top.resolve("a/b"));
    Path yaml = Files.writeString(top.resolve("a/pawl.yaml"), "jobs: {}");
    ProjectFolder.Search search = ProjectFolder.search(inner);
    assertEquals(Optional.empty(), search.file());
    assertEquals(inner, search.searched().getFirst());
    assertEquals(Path.of("/"), search.searched().getLast());
    assertEquals(Optional.of(yaml), search.lookalike());
    String text = search.explanation();
    assertTrue(text.startsWith("no pawl.yml in " + inner + " or in a folder above it, up to /"));
    assertTrue(text.contains("there is " + yaml + ": rename it to pawl.yml"), text);
    assertTrue(text.endsWith("'pawl init' writes a first one"), text);
  }

  /** Root may look everywhere; a link that leads to itself is closed to all. */
  @Test
  void aProjectFurtherUpIsNotTakenForOneThatNobodyMayLookAt() throws IOException {
    Path inner = Files.createDirectories(top.resolve("a"));
    Files.writeString(top.resolve("pawl.yml"), "jobs: {}");
    Path closed = Files.createSymbolicLink(inner.resolve("pawl.yml"), Path.of("pawl.yml"));
    ProjectFolder.Search search = ProjectFolder.search(inner);
    assertEquals(Optional.empty(), search.file());
    assertEquals(List.of(inner), search.searched());
    assertEquals(
        "cannot look for "
            + closed
            + ": it may not be read, or its folder may not be entered"
            + "\nask its owner for the right to, or name another file with --config",
        search.explanation());
  }
}
