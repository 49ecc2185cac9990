package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.file.LiveBacklog.Saving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file on the disk while a run and a person write it. */
class LiveBacklogTest {
  private static final String TEXT =
      """
      schema_version: 4
      next_id: 2
      items:
      - id: WRK-001   # one
        title: first
      - id: WRK-002
        title: second
      """;

  private static final ItemId A = ItemId.of("WRK", 1);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve(BacklogFile.NAME), TEXT);
  }

  private LiveBacklog open() {
    BacklogDocument document =
        ((BacklogResult.Read) BacklogFile.read(file, BacklogFile.NAME, "WRK")).document();
    return new LiveBacklog(file, BacklogFile.NAME, Reading.settings(), document);
  }

  private static Backlog noted(Backlog backlog, String notes) {
    return backlog.with(backlog.get(A).draft().notes(notes).item());
  }

  private static Backlog saved(Saving saving, String... notices) {
    Saving.Saved saved = assertInstanceOf(Saving.Saved.class, saving);
    assertEquals(List.of(notices), Reading.lines(saved.notices()));
    return saved.backlog();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("B02 a save writes what has changed, and leaves nothing beside the file")
  void aSaveWritesWhatHasChanged() throws IOException {
    LiveBacklog live = open();
    saved(live.save(noted(live.backlog(), "more")));
    assertEquals(TEXT.replace("first\n", "first\n  notes: more\n"), Files.readString(file));
    assertEquals(List.of(BacklogFile.NAME), names());
  }

  @Test
  void aSaveOfNothingDoesNotTouchTheFile() throws IOException {
    LiveBacklog live = open();
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file, old);
    saved(live.save(live.backlog()));
    assertEquals(old, Files.getLastModifiedTime(file));
  }

  @Test
  @DisplayName("B04 an edit by hand is taken over by the next save, with its comments")
  void anEditByHandIsTakenOver() throws IOException {
    LiveBacklog live = open();
    Backlog ours = saved(live.save(noted(live.backlog(), "one")));
    Files.writeString(
        file, TEXT.replace("title: second", "title: other  # mine") + "- title: third\n");
    Backlog merged = saved(live.save(noted(ours, "two")));
    assertEquals("other", merged.get(ItemId.of("WRK", 2)).title());
    assertEquals("third", merged.get(ItemId.of("WRK", 3)).title());
    assertEquals("two", merged.get(A).notes());
    String text = Files.readString(file);
    assertTrue(text.contains("title: other  # mine\n- id: WRK-003\n  title: third\n"), text);
    assertTrue(text.contains("next_id: 3\n"), text);
    assertEquals(merged, saved(live.save(merged)));
    assertEquals(text, Files.readString(file));
  }

  @Test
  @DisplayName("B04 a file that a person has broken is left alone, and the save is tried again")
  void aFileThatAPersonHasBrokenIsLeftAlone() throws IOException {
    LiveBacklog live = open();
    Backlog ours = noted(live.backlog(), "kept");
    for (String broken :
        List.of(
            TEXT + "  oops: [\n",
            TEXT.replace("title: second", "size: huge\n  title: second"),
            TEXT.replace("title: second", "pipeline: gone\n  title: second"),
            "")) {
      Files.writeString(file, broken);
      Saving.Held held = assertInstanceOf(Saving.Held.class, live.save(ours));
      assertEquals(1, held.problems().size(), held.problems().toString());
      assertEquals(broken, Files.readString(file));
    }
    Files.delete(file);
    assertInstanceOf(Saving.Held.class, live.save(ours));
    assertEquals(List.of(), names());
    Files.writeString(file, TEXT);
    saved(live.save(ours));
    assertTrue(Files.readString(file).contains("notes: kept\n"));
  }

  @Test
  @DisplayName("B04 a disk that refuses to give the file does not end what is to be saved")
  void aFileThatTheDiskRefusesIsTriedAgain() throws IOException {
    LiveBacklog live = open();
    Backlog ours = noted(live.backlog(), "kept");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    Saving.Held held = assertInstanceOf(Saving.Held.class, live.save(ours));
    String problem = held.problems().getFirst().message();
    assertTrue(problem.contains("cannot be read: "), problem);
    assertTrue(problem.contains("Input/output error"), problem);
    Files.delete(file);
    Files.writeString(file, TEXT);
    saved(live.save(ours));
  }

  @Test
  void whatIsRefusedIsWrittenBack() throws IOException {
    LiveBacklog live = open();
    Files.writeString(file, TEXT.replace("title: first", "title: first\n  status: done"));
    Backlog ours =
        saved(
            live.save(live.backlog()),
            "BACKLOG.yaml:6:3: item WRK-001: 'status' was changed by hand to done; new stays;"
                + " only commands change it: 'pawl backlog'");
    assertEquals(open().backlog(), ours);
    saved(live.save(ours));
  }

  @Test
  void modeAndLinkOfTheFileAreKept() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Path target = Files.move(file, Files.createDirectory(folder.resolve("far")).resolve("b"));
    Files.createSymbolicLink(file, target);
    LiveBacklog live = open();
    saved(live.save(noted(live.backlog(), "more")));
    assertTrue(Files.isSymbolicLink(file));
    assertTrue(Files.readString(target).contains("notes: more"));
    assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void aCommandDoesNotOverwriteWhatWasWrittenSinceItHasRead() throws IOException {
    BacklogDocument document =
        ((BacklogResult.Read) BacklogFile.read(file, BacklogFile.NAME, "WRK")).document();
    Files.writeString(file, TEXT + "x: y\n");
    assertTrue(BacklogFile.save(file, document, noted(document.backlog(), "more")).isEmpty());
    assertEquals(TEXT + "x: y\n", Files.readString(file));
  }

  @Test
  void aSaveThatFailsLeavesTheOldFileAndCanBeTriedAgain() throws IOException {
    LiveBacklog live = open();
    Item impossible = live.backlog().get(A).draft().dependencies(List.of(A)).item();
    assertThrows(IllegalArgumentException.class, () -> live.save(live.backlog().with(impossible)));
    assertEquals(TEXT, Files.readString(file));
    saved(live.save(noted(live.backlog(), "more")));
  }

  @Test
  void aMarkAndWindowsLineEndsStayInTheFile() throws IOException {
    String text = "\ufeff" + TEXT.replace("\n", "\r\n");
    Files.writeString(file, text);
    LiveBacklog live = open();
    saved(live.save(noted(live.backlog(), "a\nb")));
    assertEquals(
        text.replace("first\r\n", "first\r\n  notes: |-\r\n    a\r\n    b\r\n"),
        Files.readString(file, StandardCharsets.UTF_8));
  }

  private static final String WORDS =
      """
      schema_version: 4
      next_id: 2
      items:
      # about the first
      - id: WRK-001
        title: 'first' # quoted
        ticket: 4711
        estimate: { days: 2 }

      # about the second
      - id: WRK-002
        title: second
      """;

  @Test
  @DisplayName("B37 an item that comes back has its old place, comments and unknown fields")
  void anItemThatComesBackIsAsItWas() throws IOException {
    String one = WORDS.substring(0, WORDS.indexOf("\n# about the second"));
    String braces =
        "{schema_version: 4, next_id: 2, items: [{id: WRK-001, title: 'a', x: 1}]} # y\n";
    for (String text : List.of(WORDS, one, braces)) {
      Files.writeString(file, text);
      LiveBacklog live = open();
      Backlog all = live.backlog();
      Backlog without = saved(live.save(all.without(A)));
      assertFalse(Files.readString(file).contains("WRK-001"));
      assertEquals(all, saved(live.save(without.with(all.get(A)))));
      assertEquals(text, Files.readString(file));
    }
  }

  @Test
  void whatHappensMeanwhileStaysWhenAnItemComesBack() throws IOException {
    Files.writeString(file, WORDS);
    LiveBacklog live = open();
    Item back = live.backlog().get(A).draft().notes("again").item();
    Item other = live.backlog().get(ItemId.of("WRK", 2)).draft().notes("more").item();
    Backlog without = saved(live.save(live.backlog().without(A)));
    Backlog ours = saved(live.save(without.with(other))).with(back);
    assertEquals(ours, saved(live.save(ours)));
    String text =
        WORDS
            .replace("# quoted\n", "# quoted\n  notes: again\n")
            .replace("title: second\n", "title: second\n  notes: more\n");
    assertEquals(text, Files.readString(file));
  }

  @Test
  @DisplayName("B05 an item that comes back into what was an old form does not bring that back")
  void anItemThatComesBackFromAnOldForm() throws IOException {
    Files.writeString(
        file, WORDS.replace("version: 4", "version: 3").replace("next_", "next_item_"));
    LiveBacklog live = open();
    Backlog all = saved(live.save(live.backlog()));
    Backlog without = saved(live.save(all.without(A)));
    saved(live.save(without.with(all.get(A))));
    assertEquals(WORDS, Files.readString(file));
    assertEquals(List.of(BacklogFile.NAME, BacklogFile.NAME + ".v3"), names());
  }
}
