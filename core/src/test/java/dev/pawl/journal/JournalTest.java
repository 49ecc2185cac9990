package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Checksum;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.FaultyDisk;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import dev.pawl.testing.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final List<Entry> RUN = Samples.entries(Samples.goodRun());

  @TempDir private Path folder;
  private Path file;
  private byte[] whole;
  private List<Integer> starts;

  @BeforeEach
  void writeTheRun() throws IOException {
    file = folder.resolve("journal.jsonl");
    try (Journal journal = Journal.create(file, Sync.GROUPED, failure -> {})) {
      RUN.forEach(entry -> journal.append(List.of(entry)));
    }
    whole = Files.readAllBytes(file);
    starts = new ArrayList<>(List.of(0));
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == '\n') {
        starts.add(at + 1);
      }
    }
  }

  @Test
  void whatAJournalIsRefusedForIsToldInOneLineThatNoTerminalObeys() throws IOException {
    Path file = folder.resolve("odd\n.jsonl");
    Files.write(
        file,
        Sealed.numbered(
            "{\"seq\":1,\"at\":\"2026-11-20T15:47:41.120Z\",\"event\":\"\\u001b[2J\\n\\u202e\"}\n"
                .getBytes(StandardCharsets.UTF_8)));
    String message =
        assertThrows(DamagedFileException.class, () -> Journal.read(file)).getMessage();
    assertTrue(message.contains("odd\\n.jsonl"), message);
    assertTrue(message.contains("the event '\\x1b[2J\\n\\u202e' is of a newer"), message);
  }

  @Test
  void whatWasAppendedIsRead() {
    assertEquals(new Journal.Replayed(RUN, false), Journal.read(file));
  }

  private static Optional<Journal.Span> span(int records) {
    return records == 0
        ? Optional.empty()
        : Optional.of(new Journal.Span(RUN.getFirst(), RUN.get(records - 1)));
  }

  @Test
  void aJournalIsNeverStartedTwice() {
    BrokenFileException refusal =
        assertThrows(
            BrokenFileException.class, () -> Journal.create(file, Sync.GROUPED, failure -> {}));
    assertEquals(
        "cannot create " + file + ": something of that name is there; move it away",
        refusal.getMessage());
  }

  @Test
  void aMissingJournalIsNamed() {
    Path missing = folder.resolve("none.jsonl");
    for (Runnable look : readers(missing)) {
      assertEquals(
          "cannot read " + missing + ": no such file or folder",
          assertThrows(BrokenFileException.class, look::run).getMessage());
    }
  }

  @Test
  void anEntryOutOfTurnIsABug() {
    try (Journal journal = Journal.reopen(file, Sync.GROUPED, failure -> {}).journal()) {
      assertThrows(IllegalStateException.class, () -> journal.append(List.of(RUN.getFirst())));
    }
  }

  @Test
  @DisplayName("J57 a journal cut at any byte loads with the whole records before the cut")
  void cutAnywhere() throws IOException {
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int records = recordsBefore(cut);
      boolean torn = starts.get(records) < cut;
      assertEquals(new Journal.Replayed(RUN.subList(0, records), torn), Journal.read(file));
      assertEquals(span(records), Journal.span(file));
      assertArrayEquals(Arrays.copyOf(whole, cut), Files.readAllBytes(file));
      assertHealsOnce(records, Arrays.copyOfRange(whole, starts.get(records), cut));
    }
  }

  private int recordsBefore(int cut) {
    int records = 0;
    while (records < RUN.size() && starts.get(records + 1) <= cut) {
      records++;
    }
    return records;
  }

  @Test
  @DisplayName("J57 a flipped bit with good records after it is refused with file, line and byte")
  void flipAnyBit() throws IOException {
    for (int at = 0; at < starts.get(4); at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        assertDamagedAt(lineOf(at), flipped);
      }
    }
  }

  @Test
  @DisplayName("J57 a flipped bit in the last record is never believed")
  void flipAnyBitOfTheLastLine() throws IOException {
    for (int at = starts.get(RUN.size() - 1); at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        if (flipped[at] == '\n') {
          assertThrows(DamagedFileException.class, () -> Journal.read(file));
        } else {
          assertEquals(
              new Journal.Replayed(RUN.subList(0, RUN.size() - 1), true), Journal.read(file));
        }
      }
    }
  }

  @Test
  @DisplayName("J57 a good last record is found behind the damaged end of the line before it")
  void flipTheLastLineEndButOne() throws IOException {
    int at = starts.get(RUN.size() - 1) - 1;
    for (int bit = 0; bit < 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << bit);
      assertDamagedAt(RUN.size() - 2, flipped);
    }
  }

  @Test
  @DisplayName("J57 a tail of zero bytes is a torn tail")
  void zeroBlocksAtTheTail() throws IOException {
    for (int zeros : new int[] {1, 512, 4096, 70_000}) {
      for (int cut : new int[] {whole.length, whole.length - 1, whole.length - 40, 0}) {
        Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, cut), cut + zeros));
        int records = recordsBefore(cut);
        int start = starts.get(records);
        assertEquals(new Journal.Replayed(RUN.subList(0, records), true), Journal.read(file));
        byte[] tail = Arrays.copyOf(Arrays.copyOfRange(whole, start, cut), cut - start + zeros);
        assertHealsOnce(records, tail);
      }
    }
  }

  @Test
  @DisplayName("J57 a block of zero bytes before good records is damage")
  void zeroBlocksInside() throws IOException {
    writeALongRun();
    for (int size : new int[] {512, 4096}) {
      for (int from = 0; from + size < whole.length - 200; from += 512) {
        byte[] holed = whole.clone();
        Arrays.fill(holed, from, from + size, (byte) 0);
        assertDamagedAt(lineOf(from), holed);
      }
    }
  }

  private void writeALongRun() throws IOException {
    Files.delete(file);
    List<RunEvent> events = new ArrayList<>(List.of(Samples.created()));
    for (int attempt = 1; attempt <= 100; attempt++) {
      events.add(new RunEvent.AttemptStarted(Samples.A, attempt, 99, 99));
    }
    try (Journal journal = Journal.create(file, Sync.GROUPED, failure -> {})) {
      journal.append(Samples.entries(events));
    }
    whole = Files.readAllBytes(file);
    starts.clear();
    starts.add(0);
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == '\n') {
        starts.add(at + 1);
      }
    }
  }

  private int lineOf(int at) {
    int line = 0;
    while (starts.get(line + 1) <= at) {
      line++;
    }
    return line;
  }

  @Test
  void aLineTwiceOrMissingOrSwappedIsDamage() throws IOException {
    for (int line = 0; line < RUN.size(); line++) {
      assertDamagedAt(line + 1, joined(lines(line + 1), line(line), linesFrom(line + 1)));
    }
    for (int line = 0; line + 1 < RUN.size(); line++) {
      assertDamagedAt(line, joined(lines(line), linesFrom(line + 1)));
      assertDamagedAt(line, joined(lines(line), line(line + 1), line(line), linesFrom(line + 2)));
    }
  }

  private byte[] lines(int count) {
    return Arrays.copyOf(whole, starts.get(count));
  }

  private byte[] linesFrom(int line) {
    return Arrays.copyOfRange(whole, starts.get(line), whole.length);
  }

  private byte[] line(int line) {
    return Arrays.copyOfRange(whole, starts.get(line), starts.get(line + 1));
  }

  private static byte[] joined(byte[]... parts) {
    StringBuilder all = new StringBuilder();
    for (byte[] part : parts) {
      all.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEditorThatChangedLineEndsOrAddedAMarkIsNoticed() throws IOException {
    String text = new String(whole, StandardCharsets.UTF_8);
    assertDamagedAt(0, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    assertDamagedAt(0, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
    assertDamagedAt(RUN.size(), (text + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aWholeRecordOfANewerVersionIsRefusedAndNotCutOff() throws IOException {
    JsonWriter out = new JsonWriter(false);
    out.object().name("seq").value(RUN.size() + 1L);
    out.name("at").value("2026-11-20T15:47:41.120Z").name("event").value("RunSlept");
    Checksum.close(out, 0);
    out.raw('\n');
    byte[] newer = joined(whole, Arrays.copyOf(out.array(), out.size()));
    Files.write(file, newer);
    for (Runnable look : readers(file)) {
      assertEquals(
          ("%s cannot be read at line 12, byte %d: the event 'RunSlept' is of a newer version of"
                  + " Pawl; the file was left as it is: mend that line, or move the file away")
              .formatted(file, whole.length),
          assertThrows(DamagedFileException.class, look::run).getMessage());
    }
    assertArrayEquals(newer, Files.readAllBytes(file));
  }

  private void assertDamagedAt(int line, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    int offset = line < starts.size() ? starts.get(line) : -1;
    String place = " at line " + (line + 1) + ", byte " + offset + ": ";
    for (Runnable look : readers(file)) {
      String message = assertThrows(DamagedFileException.class, look::run).getMessage();
      assertTrue(message.startsWith(file.toString()) && message.contains(place), message);
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertFalse(Files.exists(torn()));
  }

  private static List<Runnable> readers(Path file) {
    return List.of(
        () -> Journal.read(file), () -> Journal.reopen(file, Sync.GROUPED, failure -> {}));
  }

  /** Reopens, appends, and reopens again: the notice comes once, and nothing is lost. */
  private void assertHealsOnce(int records, byte[] tail) throws IOException {
    Entry next = new Entry(records + 1L, Samples.START, new RunEvent.RunBegan(false));
    Journal.Reopened healed = reopened();
    healed.journal().append(List.of(next));
    healed.journal().close();
    assertEquals(RUN.subList(0, records), healed.entries());
    assertEquals(tail.length > 0, healed.notice().isPresent());
    if (tail.length > 0) {
      assertArrayEquals(tail, Files.readAllBytes(torn()));
      Files.delete(torn());
    }
    Journal.Reopened again = reopened();
    again.journal().close();
    assertEquals(Optional.empty(), again.notice());
    assertEquals(next, again.entries().getLast());
    assertEquals(records + 1, again.entries().size());
    assertFalse(Files.exists(torn()));
  }

  /** Without waiting for the disk: thousands of these are asked for. */
  private Journal.Reopened reopened() {
    return FileJournal.reopen(FaultyDisk.neverForcing(), file, Sync.GROUPED, failure -> {});
  }

  private Path torn() {
    return folder.resolve("journal.jsonl.torn");
  }

  @Test
  void theNoticeNamesTheFileAndWhatWasKept() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    Journal.Reopened healed = Journal.reopen(file, Sync.GROUPED, failure -> {});
    healed.journal().close();
    int cut = whole.length - 5 - starts.get(RUN.size() - 1);
    assertEquals(
        file
            + " ended in an incomplete record (a crash during a write): its "
            + cut
            + " bytes are kept in journal.jsonl.torn",
        healed.notice().orElseThrow());
  }

  @Test
  void linesLongerThanTheBufferAreRead() {
    List<RunEvent> events = new ArrayList<>(List.of(Samples.created()));
    for (int length : new int[] {1 << 16, 3, (1 << 16) - 97, 1 << 20, 100}) {
      events.add(
          new RunEvent.JobFinished(
              Samples.A, JobStatus.FAILED, Optional.empty(), Optional.of("x".repeat(length))));
    }
    Path large = folder.resolve("large.jsonl");
    try (Journal journal = Journal.create(large, Sync.GROUPED, failure -> {})) {
      journal.append(Samples.entries(events));
    }
    assertEquals(Samples.entries(events), Journal.read(large).entries());
  }
}
