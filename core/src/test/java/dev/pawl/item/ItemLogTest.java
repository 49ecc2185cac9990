package dev.pawl.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.DamagedFileException;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemLogTest {
  private static final Instant AT = Instant.parse("2026-11-20T15:47:41.120Z");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("items/default/a.jsonl");
  }

  private ItemLog.Opened open(String command, List<ItemKey> items) {
    return open(command, items, ItemHistory.of(file()));
  }

  private ItemLog.Opened open(String command, List<ItemKey> items, ItemHistory found) {
    return ItemLog.open(
        new ItemLog.Wish(file(), "default/a", command, items, Sync.GROUPED),
        found,
        e -> {
          throw e;
        });
  }

  private static List<ItemKey> keys(String... texts) {
    return ItemKey.of(List.of(texts), List.of());
  }

  private static ItemRecord record(ItemKey key, JobStatus outcome) {
    String reason = outcome == JobStatus.SUCCEEDED ? "" : "exit code 3";
    return new ItemRecord(key, 1, outcome, 2, reason, AT);
  }

  /** Opens, writes and closes. */
  private void add(List<ItemKey> items, JobStatus outcome, ItemKey... ended) {
    try (ItemLog log = open("c", items).log()) {
      log.append(Arrays.stream(ended).map(key -> record(key, outcome)).toList());
    }
  }

  private Set<ItemKey> completed(String command, List<ItemKey> items) {
    ItemLog.Opened opened = open(command, items);
    opened.log().close();
    return opened.completed();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }

  @Test
  void equalTextsAreToldApartByTheirOccurrence() {
    List<ItemKey> items = keys("x", "y", "x");
    assertEquals(List.of(1, 1, 2), items.stream().map(ItemKey::occurrence).toList());
    add(items, JobStatus.SUCCEEDED, items.get(2));
    assertEquals(Set.of(items.get(2)), completed("c", items));
  }

  @Test
  @DisplayName("L24 texts of any kind come back as they were")
  void textsOfAnyKindComeBack() {
    List<ItemKey> items = keys("", " a  b ", "it's \"q\"", "two\nlines\r\n", "é😀\u0001", "\udcff");
    add(items, JobStatus.SUCCEEDED, items.toArray(ItemKey[]::new));
    assertEquals(Set.copyOf(items), completed("c", items));
  }

  @Test
  @DisplayName("L25 an item that failed is not completed; its last line counts")
  void theLastLineOfAnItemCounts() throws IOException {
    List<ItemKey> items = keys("a", "b");
    add(items, JobStatus.FAILED, items.get(0));
    assertEquals(Set.of(), completed("c", items));
    add(items, JobStatus.SUCCEEDED, items.get(0));
    assertEquals(Set.of(items.get(0)), completed("c", items));
    assertTrue(lines().get(1).contains("\"outcome\":\"failed\",\"attempts\":2,\"reason\":\"exit"));
  }

  @Test
  @DisplayName("L26 a list that grew keeps what is completed; what was removed is dropped")
  void theListMayGrowAndShrink() throws IOException {
    List<ItemKey> items = keys("a", "b", "c");
    add(items, JobStatus.SUCCEEDED, items.toArray(ItemKey[]::new));
    assertEquals(Set.copyOf(items), completed("c", keys("a", "b", "c", "d")));
    assertEquals(4, lines().size());
    assertEquals(Set.copyOf(keys("a", "c")), completed("c", keys("a", "c", "d")));
    assertEquals(3, lines().size());
    assertEquals(Set.copyOf(keys("a", "c")), completed("c", keys("a", "b", "c")));
  }

  @Test
  @DisplayName("L26 another command begins anew")
  void anotherCommandBeginsAnew() throws IOException {
    List<ItemKey> items = keys("a");
    add(items, JobStatus.SUCCEEDED, items.get(0));
    assertEquals(Set.of(), completed("other", items));
    assertEquals(1, lines().size());
    assertEquals(Set.of(), completed("c", items));
  }

  @Test
  @DisplayName("L22 what counts for nothing any more is begun anew")
  void whatCountsForNothingIsBegunAnew() throws IOException {
    List<ItemKey> items = keys("a");
    add(items, JobStatus.SUCCEEDED, items.get(0));
    ItemLog.Opened opened = open("c", items, ItemHistory.none());
    opened.log().close();
    assertEquals(Set.of(), opened.completed());
    assertEquals(1, lines().size());
  }

  @Test
  void aFileOfAnotherContentIsAnotherItem() {
    List<ItemKey> before = ItemKey.of(List.of("f", "g"), List.of("1", "1"));
    add(before, JobStatus.SUCCEEDED, before.get(0), before.get(1));
    List<ItemKey> now = ItemKey.of(List.of("f", "g"), List.of("2", "1"));
    assertEquals(Set.of(now.get(1)), completed("c", now));
  }

  @Test
  @DisplayName("L09 cut at any byte, a log keeps every whole line and goes on behind it")
  void aLogThatIsCutAnywhereKeepsItsWholeLines() throws IOException {
    List<ItemKey> items = keys("a", "b", "c");
    add(items, JobStatus.SUCCEEDED, items.get(0), items.get(1));
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      long records =
          new String(whole, 0, cut, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count()
              - 1;
      assertEquals(Math.max(0, records), completed("c", items).size(), "cut at " + cut);
      add(items, JobStatus.SUCCEEDED, items.get(2));
      assertEquals(Math.max(0, records) + 1, completed("c", items).size(), "after " + cut);
    }
  }

  @Test
  @DisplayName("L09 a record that was changed is refused and named")
  void damageIsRefused() throws IOException {
    List<ItemKey> items = keys("a", "b");
    add(items, JobStatus.SUCCEEDED, items.get(0), items.get(1));
    String text = Files.readString(file()).replaceFirst("\"item\":\"a\"", "\"item\":\"z\"");
    Files.writeString(file(), text);
    String message = assertThrows(DamagedFileException.class, () -> open("c", items)).getMessage();
    assertTrue(message.startsWith(file() + " is damaged at line 2, byte "), message);
    assertEquals(text, Files.readString(file()));
  }
}
