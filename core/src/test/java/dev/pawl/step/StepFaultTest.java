package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.FaultyDisk;
import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepFaultTest {
  private static final String FOREIGN =
      "{\"step_name\":\"f\",\"completed\":true,\"completed_at\":\"2026-11-20T12:00:00Z\","
          + "\"content_hash\":\"1\"}";

  @TempDir private Path project;
  private Path file;
  private final List<String> notices = new ArrayList<>();
  private byte[] whole;
  private List<Integer> starts;
  private List<StepEntry> entries;

  /** Pawl's lines, one of another program among them. */
  @BeforeEach
  void writeALedger() throws IOException {
    file = project.resolve(".pawl/state.jsonl");
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      put(ledger, Steps.complete("w/a", "77e1", "\u00fc"));
      Files.writeString(file, Files.readString(file) + FOREIGN + "\n");
      put(ledger, Steps.incomplete("b", "started"), Steps.complete("c", "3"));
      put(ledger, Steps.complete("w/d", "1", "w/a=77e1"));
      entries = List.copyOf(ledger.look().entries());
    }
    mark(Files.readAllBytes(file));
  }

  private void mark(byte[] bytes) {
    whole = bytes;
    starts = new ArrayList<>(List.of(0));
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == '\n') {
        starts.add(at + 1);
      }
    }
  }

  private StepLedger open(FaultyDisk disk) {
    return StepLedger.open(project, disk, Sync.ALWAYS, notices::add);
  }

  private static void put(StepLedger ledger, StepEntry... lines) {
    ledger.change(draft -> {
      List.of(lines).forEach(draft::put);
      return 0;
    });
  }

  private List<StepEntry> read() {
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      return List.copyOf(ledger.look().entries());
    }
  }

  @Test
  @DisplayName("L09 a ledger cut at any byte loads with the whole records before the cut")
  void cutAnywhere() throws IOException {
    for (int cut = 0; cut <= whole.length; cut++) {
      byte[] bytes = Arrays.copyOf(whole, cut);
      Files.write(file, bytes);
      int records = recordsBefore(cut);
      assertEquals(entries.subList(0, records), read(), "cut at " + cut);
      assertArrayEquals(bytes, Files.readAllBytes(file));
      boolean torn = cut > starts.get(records);
      assertHealsOnce(records, torn ? Arrays.copyOfRange(whole, starts.get(records), cut) : null);
    }
  }

  /** The end of a line need not be there. */
  private int recordsBefore(int cut) {
    int records = 0;
    while (records < entries.size() && starts.get(records + 1) - 1 <= cut) {
      records++;
    }
    return records;
  }

  private void assertHealsOnce(int records, byte[] tail) throws IOException {
    notices.clear();
    StepEntry next = Steps.complete("next", "1");
    List<StepEntry> all = new ArrayList<>(entries.subList(0, records));
    all.add(next);
    Path torn = file.resolveSibling("state.jsonl.torn");
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      put(ledger, next);
      put(ledger, next);
    }
    assertEquals(all, read());
    assertEquals(tail == null ? 0 : 1, notices.size());
    assertEquals(tail != null, Files.exists(torn));
    if (tail != null) {
      assertArrayEquals(tail, Files.readAllBytes(torn));
      Files.delete(torn);
    }
  }

  @Test
  @DisplayName("L09 a flipped bit is refused, or costs the last line; nothing wrong is believed")
  void flipAnyBit() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        assertNothingWrong(at, bit);
      }
    }
  }

  private void assertNothingWrong(int at, int bit) {
    int line = lineOf(at);
    String place = "byte %d (line %d), bit %d".formatted(at, line + 1, bit);
    boolean last = line == entries.size() - 1;
    List<StepEntry> found;
    try {
      found = read();
    } catch (DamagedFileException e) {
      assertTrue(e.getMessage().contains("at line " + (line + 1) + ", byte "), e.getMessage());
      return;
    }
    if (line == 1) {
      List<StepEntry> others = new ArrayList<>(entries);
      others.remove(1); // nobody can know what was meant there
      assertTrue(found.containsAll(others), place);
      return;
    }
    // what hit the checksum's own name or the line end hit no content
    List<StepEntry> plain = found.stream().map(StepFaultTest::withoutMore).toList();
    boolean whole = plain.equals(entries);
    assertTrue(whole || last && found.equals(entries.subList(0, line)), place + ": " + found);
  }

  private static StepEntry withoutMore(StepEntry entry) {
    return entry.with(entry.facts().withMore(dev.pawl.line.JsonObject.EMPTY));
  }

  private int lineOf(int at) {
    int line = 0;
    while (starts.get(line + 1) <= at) {
      line++;
    }
    return line;
  }

  @Test
  @DisplayName("L09 a tail of zero bytes is a torn tail")
  void zeroBlocksAtTheTail() throws IOException {
    for (int zeros : new int[] {1, 512, 4096, 70_000}) {
      for (int cut : new int[] {whole.length, whole.length - 1, whole.length - 40, 0}) {
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(whole, cut), cut + zeros);
        Files.write(file, bytes);
        int records = cut == whole.length ? entries.size() : cut == 0 ? 0 : entries.size() - 1;
        assertEquals(entries.subList(0, records), read());
        assertHealsOnce(records, Arrays.copyOfRange(bytes, starts.get(records), bytes.length));
      }
    }
  }

  @Test
  @DisplayName("L09 a block of zero bytes before good lines is damage")
  void zeroBlocksInside() throws IOException {
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      for (int step = 0; step < 60; step++) {
        put(ledger, Steps.full("s" + step));
      }
    }
    mark(Files.readAllBytes(file));
    for (int size : new int[] {512, 4096}) {
      for (int from = 0; from + size < starts.get(starts.size() - 3); from += 512) {
        byte[] holed = whole.clone();
        Arrays.fill(holed, from, from + size, (byte) 0);
        Files.write(file, holed);
        String message = assertThrows(DamagedFileException.class, this::read).getMessage();
        assertTrue(message.contains("at line " + (lineOf(from) + 1) + ", byte "), message);
        assertThrows(DamagedFileException.class, this::append);
        assertArrayEquals(holed, Files.readAllBytes(file));
      }
    }
    assertFalse(Files.exists(file.resolveSibling("state.jsonl.torn")));
  }

  private void append() {
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      put(ledger, Steps.complete("next", "1"));
    }
  }

  @Test
  @DisplayName("L09 whole lines are never taken for a torn tail")
  void wholeLinesAreNeverTorn() throws IOException {
    String text = new String(whole, StandardCharsets.UTF_8);
    String last = text.lines().toList().getLast();
    String changed = last.replace("\"1\"", "\"2\"");
    for (String end :
        List.of(
            changed + "\n" + last,
            changed + "\n" + last + "\n",
            FOREIGN + "x" + FOREIGN + "\n",
            last + "x" + FOREIGN + "\n",
            "no JSON\n" + FOREIGN,
            "no JSON\n" + FOREIGN + "\n")) {
      Files.writeString(file, text + end);
      assertThrows(DamagedFileException.class, this::read, end);
      assertThrows(DamagedFileException.class, this::append, end);
      assertEquals(text + end, Files.readString(file));
    }
    for (String end : List.of(changed, changed + "\n", "[1]\n", "\"crc\"", FOREIGN + "\0\0")) {
      Files.writeString(file, text + end);
      assertEquals(entries, read(), end);
    }
  }

  @Test
  @DisplayName("L09 a write, force or rename that fails, whichever it is, loses nothing")
  void everyCallFailsInTurn() throws IOException {
    byte[] torn = Arrays.copyOf(whole, whole.length - 5);
    int calls = 0;
    for (int call = 1; calls == 0; call++) {
      Files.write(file, torn);
      FaultyDisk disk = FaultyDisk.failingAt(call);
      List<StepEntry> acknowledged = new ArrayList<>(entries.subList(0, entries.size() - 1));
      boolean failed = work(disk, acknowledged);
      if (!failed) {
        calls = disk.calls().size();
      }
      assertKept(acknowledged, "call " + call + " of " + disk.calls());
      Files.deleteIfExists(file.resolveSibling("state.jsonl.torn"));
      Files.deleteIfExists(file.resolveSibling("state.jsonl.new"));
    }
    assertTrue(calls > 15, "only " + calls);
  }

  private boolean work(FaultyDisk disk, List<StepEntry> acknowledged) {
    try (StepLedger ledger = open(disk)) {
      for (int step = 0; step < 4; step++) {
        StepEntry[] lines = {Steps.complete("s" + step, "1"), Steps.complete("t" + step, "1")};
        put(ledger, lines);
        acknowledged.addAll(List.of(lines));
        if (step == 2) {
          ledger.compact();
        }
      }
      return false;
    } catch (BrokenFileException e) {
      assertTrue(e.getMessage().endsWith(file + ": " + FaultyDisk.CAUSE), e.getMessage());
      return true;
    }
  }

  private void assertKept(List<StepEntry> acknowledged, String when) {
    Set<StepEntry> found = Set.copyOf(read());
    for (StepEntry entry : acknowledged) {
      assertTrue(found.contains(entry), when + " lost " + entry);
    }
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      put(ledger, Steps.complete("after", "1"));
      assertTrue(ledger.look().find(Steps.name("after")).isPresent(), when);
    }
  }

  @Test
  void afterAFailedWriteNothingIsTriedAgain() throws IOException {
    FaultyDisk counting = FaultyDisk.counting();
    try (StepLedger ledger = open(counting)) {
      put(ledger, Steps.complete("x", "1"));
    }
    assertEquals(List.of("open", "append", "force"), counting.calls());
    for (int call = 2; call <= 3; call++) {
      assertPoisonedAt(call, whole);
    }
    for (int call = 1; call <= 7; call++) {
      assertPoisonedAt(call, Arrays.copyOf(whole, whole.length - 5)); // while it is healed
    }
  }

  private void assertPoisonedAt(int call, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    FaultyDisk disk = FaultyDisk.failingAt(call);
    try (StepLedger ledger = open(disk)) {
      StepEntry line = Steps.complete("x", "1");
      BrokenFileException failure =
          assertThrows(BrokenFileException.class, () -> put(ledger, line));
      assertSame(failure, assertThrows(BrokenFileException.class, () -> put(ledger, line)));
      assertSame(failure, assertThrows(BrokenFileException.class, ledger::compact));
      assertSame(failure, assertThrows(BrokenFileException.class, ledger::sync));
      assertEquals(call, disk.calls().size());
      assertTrue(ledger.look().size() >= entries.size() - 1, "looking goes on");
    }
  }

  @Test
  @DisplayName("L09 the new file of a compaction is safe before it takes the place of the old one")
  void theOrderOfACompaction() throws IOException {
    FaultyDisk disk = FaultyDisk.counting();
    try (StepLedger ledger = open(disk)) {
      ledger.compact();
    }
    assertEquals(List.of("open", "append", "force", "rename", "folder"), disk.calls());
    Files.writeString(file.resolveSibling("state.jsonl.new"), "left by a crash");
    try (StepLedger ledger = open(disk)) {
      ledger.compact();
      assertEquals(entries, List.copyOf(ledger.look().entries()));
    }
  }

  @Test
  void aCompactionThatFailsByItselfIsToldAndTheLedgerGoesOn() throws IOException {
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      for (int line = 0; line < 990; line++) {
        put(ledger, Steps.complete("x", "" + line));
      }
    }
    notices.clear();
    Files.createDirectory(file.resolveSibling("state.jsonl.new"));
    Files.createFile(file.resolveSibling("state.jsonl.new").resolve("in-the-way"));
    try (StepLedger ledger = open(FaultyDisk.neverForcing())) {
      for (int line = 0; line < 20; line++) {
        put(ledger, Steps.complete("x", "" + line));
      }
      assertEquals(1, notices.size(), notices::toString);
      assertTrue(notices.getFirst().endsWith("; the ledger goes on uncompacted"));
      assertEquals(entries.size() + 1, ledger.look().size());
    }
    assertTrue(Files.readAllLines(file).size() > 1000);
  }
}
