package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.model.Project.Sync;
import dev.pawl.model.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written by earlier versions load for ever: kept as they were, never written anew. */
class KeptFilesTest {
  @TempDir private Path project;

  @Test
  void theJournalOfVersion1Loads() throws IOException {
    Path file = project.resolve("journal.jsonl");
    keep("journal-1.jsonl", file);
    assertEquals(
        new Journal.Replayed(Samples.entries(Samples.eventsOfVersion1()), false),
        Journal.read(file));
  }

  @Test
  void thePlanOfVersion1Loads() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    keep("plan-1.json", folder.plan());
    assertEquals(Samples.richPlan(), Plans.read(folder));
  }

  @Test
  void thePlanOfVersion2Loads() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    keep("plan-2.json", folder.plan());
    assertEquals(Samples.richPlan(), Plans.read(folder));
  }

  private static void keep(String name, Path file) throws IOException {
    try (InputStream kept = KeptFilesTest.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(kept, name), file);
    }
  }

  /** Writes what a version leaves behind, once per version of the format. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (Journal journal =
        Journal.create(folder.resolve("journal-1.jsonl"), Sync.GROUPED, failure -> {})) {
      journal.append(Samples.entries(Samples.everyEvent()));
    }
    try (OutputStream plan = Files.newOutputStream(folder.resolve("plan-2.json"))) {
      new PlanWriter(Secrets.NONE, plan).write(Samples.richPlan());
    }
  }
}
