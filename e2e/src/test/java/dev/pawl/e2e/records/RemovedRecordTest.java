package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes what a run records while it goes on. */
class RemovedRecordTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J58 a run whose records are removed is halted with 70, and nothing of it lives on")
  void removed() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: 'rm -rf .pawl; sleep 60' }, b: { run: sleep 60 } }\n");

    Program.Result result = project.pawl("run", "-j", "2");

    assertEquals(70, result.exit(), result.told());
    assertTrue(
        result.err().contains("journal.jsonl: it was removed while the run went on"),
        result.told());
    assertEquals(List.of(), Live.marked(project.folder().toString()));
    project.write("pawl.yml", "jobs: { a: { run: 'true' } }\n");
    assertEquals(0, project.pawl("run").exit());
  }

  @Test
  @DisplayName("a project that is moved away under a run lets it end")
  void moved() throws Exception {
    Path first = temp.resolve("first");
    Path second = temp.resolve("second");
    Project project =
        Project.in(first, "jobs: { a: { run: 'mv %s %s; sleep 3' } }\n".formatted(first, second));

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertTrue(Files.exists(second), result.told());
  }
}
