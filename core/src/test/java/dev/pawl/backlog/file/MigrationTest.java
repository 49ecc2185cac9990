package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B05: files in the form of {@code schema_version: 3}. */
class MigrationTest {
  @TempDir private Path folder;

  private static final String OLD =
      """
      # ours
      schema_version: 3
      next_item_id: 8   # wiki

      items:
      # the one
      - id: WRK-007
        title: T   # asked by Ann
        status: in_progress
        phase: build
        phase_pool: main   # where
        size: small
        complexity: low
        risk: low
        impact: high
        requires_human_review: false
        pipeline_type: feature
        dependencies:
        - WRK-003
        tags: [x]
        created: 2026-02-12T10:00:00Z
        updated: 2026-02-12T10:00:00.123456789+00:00
        description:
          context: c
          problem: p
          solution: s
          impact: i
          sizing_rationale: z
        last_phase_commit: abc
        unblock_context: kept

      # stuck
      - id: WRK-006
        title: U
        status: blocked
        phase: scope
        phase_pool: pre
        blocked_from_status: scoping
        blocked_reason: 'needs: a word'
        blocked_type: decision
      - { id: WRK-005, title: V, status: done, phase: review, phase_pool: main,
          blocked_from_status: null, blocked_reason: }
      """;

  private static final String NEW =
      """
      # ours
      schema_version: 4
      next_id: 8   # wiki

      items:
      # the one
      - id: WRK-007
        title: T   # asked by Ann
        status: in_progress
        phase: build
        pool: main   # where
        size: small
        complexity: low
        risk: low
        impact: high
        requires_human_review: false
        pipeline: feature
        dependencies:
        - WRK-003
        tags: [x]
        created: 2026-02-12T10:00:00Z
        updated: 2026-02-12T10:00:00.123456789+00:00
        description:
          context: c
          problem: p
          solution: s
          impact: i
          sizing_rationale: z
        last_phase_commit: abc
        unblock_context: kept

      # stuck
      - id: WRK-006
        title: U
        status: blocked
        phase: scope
        pool: pre
        blocked: { from: scoping, reason: "needs: a word" }
        blocked_type: decision
      - { id: WRK-005, title: V, status: done }
      """;

  @Test
  @DisplayName("B05 an old file means the same as its new form")
  void anOldFileMeansTheSameAsItsNewForm() {
    BacklogDocument document = Reading.document(OLD);
    assertTrue(document.isOld());
    assertEquals(Reading.backlog(NEW), document.backlog());
    Item item = document.backlog().get(new ItemId("WRK-006"));
    assertEquals(Optional.of(new Item.Block(ItemStatus.SCOPING, "needs: a word")), item.block());
    assertEquals(Optional.of(new Position(Pool.PRE, new PhaseName("scope"))), item.position());
    assertEquals(8, document.backlog().nextId());
  }

  @Test
  @DisplayName("B05 the new form keeps all that needs no change")
  void theNewFormKeepsAllThatNeedsNoChange() {
    BacklogDocument document = Reading.document(OLD);
    BacklogDocument migrated = document.with(document.backlog());
    assertEquals(NEW, migrated.text());
    assertFalse(migrated.isOld());
    String windows = OLD.replace("\n", "\r\n");
    assertEquals(
        NEW.replace("\n", "\r\n"), Reading.document(windows).with(document.backlog()).text());
  }

  @Test
  @DisplayName("B05 the example of the contract loads")
  void theExampleOfTheContractLoads() {
    String text =
        """
        schema_version: 3
        next_item_id: 7
        items: [{id: WRK-007, title: T, status: in_progress, phase: build, phase_pool: main,
          size: small, complexity: low, risk: low, impact: high, requires_human_review: false,
          pipeline_type: feature, dependencies: [WRK-003], tags: [x],
          created: 2026-02-12T10:00:00Z, updated: 2026-02-12T10:00:00Z,
          description: {context: a, problem: b, solution: c, impact: d, sizing_rationale: e},
          blocked_from_status: ready, blocked_reason: r, last_phase_commit: sha}]
        """;
    BacklogDocument document = Reading.document(text);
    BacklogDocument migrated = document.with(document.backlog());
    assertEquals(document.backlog(), migrated.backlog());
    assertTrue(migrated.text().contains("{id: WRK-007, title: T,"), migrated.text());
    assertFalse(migrated.text().contains("blocked"), migrated.text());
  }

  @Test
  @DisplayName("B05 a file is migrated once, and a copy of the original is kept")
  void aFileIsMigratedOnceAndACopyIsKept() throws IOException {
    Path file = Files.writeString(folder.resolve(BacklogFile.NAME), OLD);
    BacklogDocument document = read(file);
    assertEquals(List.of(BacklogFile.NAME), names(), "looking changes nothing");
    BacklogFile.save(file, document, document.backlog());
    assertEquals(NEW, Files.readString(file));
    assertEquals(OLD, Files.readString(folder.resolve("BACKLOG.yaml.v3")));
    Backlog next = read(file).backlog().without(new ItemId("WRK-005"));
    BacklogFile.save(file, read(file), next);
    assertEquals(OLD, Files.readString(folder.resolve("BACKLOG.yaml.v3")));
    assertEquals(List.of(BacklogFile.NAME, "BACKLOG.yaml.v3"), names());
  }

  @Test
  @DisplayName("B05 a run that finds an old file keeps a copy of it, too")
  void aRunThatFindsAnOldFileKeepsACopy() throws IOException {
    Path file = Files.writeString(folder.resolve(BacklogFile.NAME), OLD);
    BacklogDocument document = read(file);
    LiveBacklog live = new LiveBacklog(file, BacklogFile.NAME, Reading.settings(), document);
    live.save(live.backlog());
    assertEquals(NEW, Files.readString(file));
    live.save(live.backlog().without(new ItemId("WRK-005")));
    assertEquals(OLD, Files.readString(folder.resolve("BACKLOG.yaml.v3")));
    assertEquals(List.of(BacklogFile.NAME, "BACKLOG.yaml.v3"), names());
  }

  @Test
  void aCopyIsNeverOverwritten() throws IOException {
    Path other = Files.writeString(folder.resolve("BACKLOG.yaml.v3"), "something else");
    Path file = Files.writeString(folder.resolve(BacklogFile.NAME), OLD);
    for (int i = 0; i < 2; i++) { // the second time as after a kill before the file was saved
      Files.writeString(file, OLD);
      BacklogFile.save(file, read(file), read(file).backlog());
      assertEquals("something else", Files.readString(other));
      assertEquals(OLD, Files.readString(folder.resolve("BACKLOG.yaml.v3.2")));
      assertEquals(List.of(BacklogFile.NAME, "BACKLOG.yaml.v3", "BACKLOG.yaml.v3.2"), names());
    }
  }

  @Test
  void whatIsWrongWithAnOldFileIsToldInItsOwnWords() {
    assertEquals(
        List.of(
            "BACKLOG.yaml:3:3: 'blocked_from_status' is missing in item A;"
                + " say where it goes on then: ready",
            "BACKLOG.yaml:4:54: 'phase_pool' of item B must be one of pre, main, but is the text"
                + " 'min'; did you mean 'main'?"),
        Reading.problems(
            "schema_version: 3\nitems:\n- {id: A, title: x, status: blocked}\n"
                + "- {id: B, title: x, status: in_progress, phase_pool: min}\n"));
  }

  @Test
  void anOldFileWithAliasesIsMigratedToo() {
    String text =
        """
        schema_version: 3
        items:
        - &a { id: A, title: T, pipeline_type: &p feature, blocked_reason: &r why }
        - { id: B, title: *r, pipeline_type: *p }
        """;
    BacklogDocument document = Reading.document(text);
    assertEquals(document.backlog(), document.with(document.backlog()).backlog());
  }

  private BacklogDocument read(Path file) {
    return ((BacklogResult.Read) BacklogFile.read(file, BacklogFile.NAME, "WRK")).document();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
