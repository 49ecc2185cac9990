package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Project.Sync;
import dev.pawl.testing.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLedgerTest {
  private static final StepEntry A = Steps.complete("w/a", "1");
  private static final StepEntry B = Steps.full("w/b");

  @TempDir private Path project;
  private final List<String> notices = new ArrayList<>();

  private StepLedger open() {
    return StepLedger.open(project, Sync.GROUPED, notices::add);
  }

  private Path file() {
    return project.resolve(".pawl/state.jsonl");
  }

  private static void put(StepLedger ledger, StepEntry... entries) {
    ledger.change(draft -> {
      List.of(entries).forEach(draft::put);
      return 0;
    });
  }

  private static List<StepEntry> entries(StepLedger ledger) {
    return List.copyOf(ledger.look().entries());
  }

  private void append(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void whatWasPutIsThereForAllAndTheLastLineWins() {
    try (StepLedger ledger = open();
        StepLedger other = open()) {
      put(ledger, Steps.incomplete("w/a", "started"), B);
      put(other, A);
      assertEquals(List.of(A, B), entries(ledger));
      assertEquals(List.of(A, B), entries(other));
      assertEquals(Optional.of(A), ledger.look().find(A.name()));
      assertEquals(2, ledger.look().size());
    }
    try (StepLedger again = open()) {
      assertEquals(List.of(A, B), entries(again));
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void lookingCreatesAndChangesNothing() throws IOException {
    try (StepLedger ledger = open()) {
      assertEquals(List.of(), entries(ledger));
      assertFalse(Files.exists(project.resolve(".pawl")));
    }
    append("{\"step_name\":\"a\",\"completed\":false}\n{\"torn");
    byte[] before = Files.readAllBytes(file());
    try (StepLedger ledger = open()) {
      assertEquals(1, ledger.look().size());
    }
    assertArrayEquals(before, Files.readAllBytes(file()));
    try (var files = Files.list(project.resolve(".pawl"))) {
      assertEquals(List.of(file()), files.toList());
    }
  }

  @Test
  void aChangeSeesWhatOthersWroteAndItsOwnLines() {
    try (StepLedger ledger = open();
        StepLedger other = open()) {
      entries(ledger);
      put(other, A);
      String seen =
          ledger.change(draft -> {
            assertEquals(Optional.of(A), draft.find(A.name()));
            draft.put(A.invalidated("x", Steps.NOON));
            assertEquals(Optional.of(A), draft.before().find(A.name()));
            return draft.find(A.name()).orElseThrow().state().toString();
          });
      assertEquals("Incomplete[reason=x, hash=Optional[1]]", seen);
    }
  }

  @Test
  void aChangeThatThrowsWritesNothingAndGivesTheLockBack() {
    try (StepLedger ledger = open();
        StepLedger other = open()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              ledger.change(draft -> {
                draft.put(A);
                throw new IllegalStateException("no");
              }));
      assertThrows(IllegalStateException.class, () -> ledger.change(draft -> ledger.compact()));
      assertEquals(List.of(), entries(ledger));
      put(other, B);
      assertEquals(List.of(B), entries(ledger));
    }
  }

  @Test
  void aSnapshotNeverChanges() {
    try (StepLedger ledger = open()) {
      put(ledger, A);
      Snapshot before = ledger.look();
      for (int step = 0; step < 500; step++) {
        put(ledger, Steps.complete("s" + step, "1"), A.invalidated("x", Steps.NOON));
      }
      assertEquals(List.of(A), List.copyOf(before.entries()));
      assertEquals(501, ledger.look().size());
      assertFalse(ledger.look().find(A.name()).orElseThrow().isComplete());
    }
  }

  @Test
  @DisplayName("L08 lines of other programs are read, with CRLF, mark, blank lines and no last end")
  void foreignLines() throws IOException {
    append(
        "\ufeff{\"step_name\":\"a\",\"completed\":true,\"completed_at\":\"2026-11-20T12:00:00Z\","
            + "\"content_hash\":\"1\",\"dependencies\":[\"b\"]}\r\n\r\n"
            + "{\"step_name\":\"b\",\"completed\":false,"
            + "\"validation_status\":{\"Invalid\":{\"reason\":\"stopped\"}}}");
    try (StepLedger ledger = open()) {
      assertEquals(2, ledger.look().size());
      assertTrue(ledger.look().find(Steps.name("a")).orElseThrow().isComplete());
      put(ledger, A);
      append("{\"step_name\":\"c\",\"completed\":false}");
      assertEquals(4, ledger.look().size());
      put(ledger, B);
      append("\n");
      assertEquals(5, ledger.look().size());
    }
    try (StepLedger again = open()) {
      assertEquals(5, again.look().size());
    }
    assertEquals(List.of(), notices);
    assertEquals(7, Files.readAllLines(file()).size());
  }

  @Test
  @DisplayName("L08 unknown fields survive a change of their step and a compaction")
  void unknownFieldsSurvive() throws IOException {
    append(
        "{\"step_name\": \"a\", \"z\": 1.50, \"completed\": false, \"y\": {\"b\":1,\"a\":2}}\r\n");
    append("{\"step_name\": \"b\", \"x\": 1, \"completed\": false}\n");
    try (StepLedger ledger = open()) {
      put(ledger, Steps.complete("a", "1"));
      assertEquals(1, ledger.compact());
      assertEquals(
          "{\"z\":1.50,\"y\":{\"b\":1,\"a\":2}}",
          ledger.look().find(Steps.name("a")).orElseThrow().facts().more().toString());
    }
    List<String> lines = Files.readAllLines(file());
    assertEquals(2, lines.size());
    assertEquals("{\"step_name\": \"b\", \"x\": 1, \"completed\": false}", lines.get(0));
  }

  @Test
  void aLineInOwnFormWithATimeThatIsNoneIsDamageWhenItIsAskedFor() throws IOException {
    try (StepLedger ledger = open()) {
      put(ledger, A);
    }
    String line = Files.readString(file());
    Files.writeString(file(), resealed(line.replace("2026-11-20T12", "2026-11-20T77")));
    try (StepLedger ledger = open()) {
      Snapshot found = ledger.look();
      assertEquals(Optional.of("1"), found.completeHash(A.name()));
      String expected =
          "the line of step 'w/a' in the ledger cannot be read: '2026-11-20T77:00:00.120Z' is not a"
              + " time like 2026-11-20T15:47:41.120Z; the file was left as it is: mend that line,"
              + " or move the file away";
      assertEquals(
          expected,
          assertThrows(DamagedFileException.class, () -> found.find(A.name())).getMessage());
      assertEquals(
          expected,
          assertThrows(DamagedFileException.class, () -> found.writtenAt(A.name())).getMessage());
    }
  }

  private static String resealed(String line) {
    byte[] bytes = Sealed.lines(line.getBytes(StandardCharsets.UTF_8));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aWholeLineThatIsNoEntryIsRefusedWithItsPlace() throws IOException {
    append("{\"step_name\":\"a\",\"completed\":false}\n{\"step\":\"b\"}\n");
    byte[] before = Files.readAllBytes(file());
    try (StepLedger ledger = open()) {
      String message = assertThrows(DamagedFileException.class, ledger::look).getMessage();
      assertEquals(
          file()
              + " cannot be read at line 2, byte 36: 'step_name' is missing or not a text; the file"
              + " was left as it is: mend that line, or move the file away",
          message);
      assertThrows(DamagedFileException.class, () -> put(ledger, A));
      assertThrows(DamagedFileException.class, ledger::compact);
      assertArrayEquals(before, Files.readAllBytes(file()));
      Files.writeString(file(), "{\"step_name\":\"a\",\"completed\":false}\n");
      put(ledger, A);
      assertEquals(2, ledger.look().size());
    }
  }

  @Test
  void aFileThatSomebodyWroteAnewIsReadWholly() throws IOException {
    try (StepLedger ledger = open()) {
      put(ledger, A, B);
      entries(ledger);
      String text = Files.readString(file());
      Files.writeString(file(), text.replace("\"w/a\"", "\"w/x\"").replaceAll(",\"crc\":.*", "}"));
      assertEquals(Optional.empty(), ledger.look().find(A.name()));
      String foreign = "{\"step_name\":\"f\",\"completed\":false}\n";
      Files.writeString(file(), foreign);
      assertEquals(1, ledger.look().size());
      Files.writeString(file(), foreign.replace("f\",", "g\",") + text);
      assertEquals(Optional.empty(), ledger.look().find(Steps.name("f")), "not only grown");
      assertEquals(3, ledger.look().size());
      Files.delete(file());
      assertEquals(0, ledger.look().size());
      put(ledger, B);
      assertEquals(List.of(B), entries(ledger));
      Path copy = file().resolveSibling("copy");
      Files.writeString(copy, text + text);
      Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
      put(ledger, Steps.complete("c", "1"));
      assertEquals(3, entries(ledger).size());
    }
  }

  @Test
  @DisplayName("L09 a compaction keeps the last line of every step, for all who have it open")
  void compaction() throws IOException {
    try (StepLedger ledger = open();
        StepLedger other = open()) {
      put(other, A, B);
      for (int round = 0; round < 10; round++) {
        put(ledger, Steps.complete("w/a", "r" + round), Steps.incomplete("c", "r" + round));
      }
      List<StepEntry> before = entries(other);
      assertEquals(19, ledger.compact());
      assertEquals(3, Files.readAllLines(file()).size());
      assertEquals(before.size(), entries(ledger).size());
      assertEquals(Map.copyOf(byName(before)), Map.copyOf(byName(entries(ledger))));
      put(other, Steps.complete("d", "1"));
      assertEquals(4, entries(ledger).size());
      assertEquals(byName(entries(ledger)), byName(entries(other)));
      assertEquals(0, other.compact());
    }
    assertFalse(Files.exists(file().resolveSibling("state.jsonl.new")));
  }

  private static Map<StepName, StepEntry> byName(List<StepEntry> entries) {
    Map<StepName, StepEntry> map = new java.util.HashMap<>();
    entries.forEach(entry -> map.put(entry.name(), entry));
    return map;
  }

  @Test
  void moreThanHalfDeadIsCompactedByItself() throws IOException {
    try (StepLedger ledger = open()) {
      for (int step = 0; step < 600; step++) {
        put(ledger, Steps.complete("s" + step, "1"));
      }
      for (int line = 600; line < 1200; line++) {
        put(ledger, Steps.complete("s1", "" + line));
      }
      assertEquals(1200, Files.readAllLines(file()).size(), "half is dead");
      put(ledger, Steps.complete("s1", "1201"));
      assertEquals(600, Files.readAllLines(file()).size());
      put(ledger, Steps.complete("s1", "1202"));
      assertEquals(600, ledger.look().size());
      assertEquals(Optional.of("1202"), ledger.look().find(Steps.name("s1")).orElseThrow().hash());
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void anInterruptedThreadWritesOnAndStaysInterrupted() {
    try (StepLedger ledger = open()) {
      Thread.currentThread().interrupt();
      put(ledger, A);
      put(ledger, B);
      ledger.compact();
      ledger.sync();
      assertEquals(2, entries(ledger).size());
      assertTrue(Thread.interrupted());
      put(ledger, Steps.complete("c", "1"));
      assertEquals(3, entries(ledger).size());
    }
  }

  @Test
  void aTornTailIsCutOffOnceKeptAndTold() throws IOException {
    try (StepLedger ledger = open()) {
      put(ledger, A, B);
    }
    append("{\"step_name\":\"w/a\",\"compl");
    try (StepLedger ledger = open()) {
      assertEquals(List.of(A, B), entries(ledger));
      assertEquals(List.of(), notices);
      put(ledger, Steps.complete("c", "1"));
      put(ledger, Steps.complete("d", "1"));
      assertEquals(4, entries(ledger).size());
    }
    assertEquals(
        List.of(
            file()
                + " ended in an incomplete record (a crash during a write): its 25 bytes are kept"
                + " in state.jsonl.torn"),
        notices);
    assertEquals(
        "{\"step_name\":\"w/a\",\"compl",
        Files.readString(file().resolveSibling("state.jsonl.torn"), StandardCharsets.UTF_8));
  }
}
