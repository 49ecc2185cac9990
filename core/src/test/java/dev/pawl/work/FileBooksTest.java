package dev.pawl.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.agent.Prompts;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.SettingsNotation;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.git.Git;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBooksTest {
  private static final ItemId ITEM = new ItemId("WRK-001");
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings("pipeline feature main=plan");

  @TempDir Path project;

  private final List<String> notices = new ArrayList<>();

  private Books opened() {
    Path file = project.resolve(BacklogFile.NAME);
    BacklogResult.Read read =
        (BacklogResult.Read) BacklogFile.read(file, BacklogFile.NAME, SETTINGS.prefix());
    FileBooks.Ground ground =
        new FileBooks.Ground(
            SETTINGS, Prompts.load(project, Optional.empty()).prompts(), read.document());
    return new FileBooks(project, ground, Git.in(project), notices::add);
  }

  @Test
  void whatAPersonChangesBetweenTheOpeningAndTheBeginOfARunIsNoEditByHand() throws Exception {
    Files.writeString(
        project.resolve(BacklogFile.NAME),
        "schema_version: 4\nitems:\n  - { id: WRK-001, title: T, status: ready, pipeline: feature }\n");
    try (Books books = opened()) {
      Amending.Reading.Readable reading =
          (Amending.Reading.Readable) Amending.read(project, BacklogFile.NAME, SETTINGS);
      BacklogChange block = new BacklogChange.Block(ITEM, "not now");
      Answer.Changed changed = (Answer.Changed) reading.amending().decide(block, 0, Instant.EPOCH);
      assertTrue(reading.amending().save(changed.transition()));

      books.begin(new RunFolder(project, new RunId("20261120-154741-7f3a")));
      Backlog known = books.found();
      Backlog after = books.look(known).apply(known);

      assertEquals(ItemStatus.BLOCKED, known.get(ITEM).status());
      assertEquals(ItemStatus.BLOCKED, after.get(ITEM).status());
    }
    assertEquals(List.of(), notices);
    assertTrue(Files.readString(project.resolve(BacklogFile.NAME)).contains("not now"));
  }
}
