package dev.pawl.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ItemFileTest {
  private final Path project = Path.of("/project");

  @Test
  void namesOfStepsBecomeNamesOfFilesInTheirFolder() {
    assertEquals(
        project.resolve(".pawl/items/%2e.").resolve("a%20b").resolve("%2f%c3%bc/%2ex.jsonl"),
        ItemFile.path(project, "../a b//ü/.x"));
  }

  @Test
  void theStepOfAJobKeepsItsName() {
    assertEquals(
        project.resolve(".pawl/items/default/a.b-c_1.jsonl"),
        ItemFile.path(project, "default/a.b-c_1"));
  }
}
