package dev.pawl.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.FaultyDisk;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write, force, rename and truncation of an item log fails in turn. */
class ItemLogFaultTest {
  private static final Instant AT = Instant.parse("2026-11-20T15:47:41.120Z");
  private static final List<ItemKey> SIX = keys(6);

  @TempDir private Path folder;

  private final Set<ItemKey> claimed = new HashSet<>();

  private static List<ItemKey> keys(int count) {
    List<String> texts = IntStream.rangeClosed(1, count).mapToObj(i -> "item " + i).toList();
    return ItemKey.of(texts, List.of());
  }

  private Path file() {
    return folder.resolve("items/default/a.jsonl");
  }

  private ItemLog.Opened open(FaultyDisk disk, List<ItemKey> items) {
    ItemLog.Wish wish = new ItemLog.Wish(file(), "default/a", "c", items, Sync.ALWAYS);
    return ItemLog.open(disk, wish, ItemHistory.of(file()), _ -> {});
  }

  private static List<ItemRecord> done(ItemKey key) {
    return List.of(new ItemRecord(key, 1, JobStatus.SUCCEEDED, 1, "", AT));
  }

  /** Does the missing items; claimed is what somebody was told of. */
  private void loop(FaultyDisk disk, List<ItemKey> items) {
    ItemLog.Opened opened = open(disk, items);
    try (ItemLog log = opened.log()) {
      for (ItemKey key : items) {
        if (!opened.completed().contains(key)) {
          log.append(done(key));
          claimed.add(key);
        }
      }
    }
  }

  private interface Setting {
    void prepare() throws IOException;
  }

  /** Fails the n-th call until there is none; after each the log loads and is gone on with. */
  private void failEveryCall(Setting setting, List<ItemKey> items) throws IOException {
    int call = 1;
    while (true) {
      begin(setting);
      Set<ItemKey> before = ItemHistory.of(file()).completed("c");
      FaultyDisk disk = FaultyDisk.failingAt(call);
      try {
        loop(disk, items);
        break;
      } catch (BrokenFileException e) {
        assertTrue(e.getMessage().contains(file().toString()), e.getMessage());
        assertTrue(e.getMessage().contains(FaultyDisk.CAUSE), e.getMessage());
      }
      String place = "call " + call + " of " + disk.calls();
      Set<ItemKey> kept = ItemHistory.of(file()).completed("c");
      Set<ItemKey> lost = new HashSet<>(before);
      lost.retainAll(items);
      lost.addAll(claimed);
      lost.removeAll(kept);
      assertEquals(Set.of(), lost, place);
      loop(FaultyDisk.neverForcing(), items);
      assertEquals(Set.copyOf(items), ItemHistory.of(file()).completed("c"), place);
      call++;
    }
    assertTrue(call > items.size(), "only " + call + " calls");
  }

  private void begin(Setting setting) throws IOException {
    for (String name : List.of("", ".new", ".torn")) {
      Files.deleteIfExists(file().resolveSibling(file().getFileName() + name));
    }
    claimed.clear();
    setting.prepare();
    claimed.clear();
  }

  @Test
  @DisplayName("J58 a log that is begun keeps what was told of, whatever fails")
  void aLogThatIsBegunKeepsWhatWasToldOf() throws IOException {
    failEveryCall(() -> {}, SIX);
  }

  @Test
  @DisplayName("J58 a log that is gone on with keeps what was told of, whatever fails")
  void aLogThatIsGoneOnWithKeepsWhatWasToldOf() throws IOException {
    failEveryCall(() -> loop(FaultyDisk.neverForcing(), keys(2)), SIX);
  }

  @Test
  @DisplayName("J58 L26 a log that items are dropped from is the old one or the new one")
  void aLogThatIsRewrittenIsTheOldOneOrTheNewOne() throws IOException {
    failEveryCall(() -> loop(FaultyDisk.neverForcing(), keys(6)), List.of(SIX.get(0), SIX.get(5)));
  }

  @Test
  @DisplayName("J58 L09 a torn tail is cut off, or is still there for the next writer")
  void aTornTailIsCutOffOrStillThere() throws IOException {
    failEveryCall(
        () -> {
          loop(FaultyDisk.neverForcing(), keys(2));
          Files.writeString(file(), Files.readString(file()) + "{\"item\":\"item 3\",\"occ");
        },
        SIX);
  }

  @Test
  @DisplayName("J58 after a failure nothing more is written, whatever is asked for")
  void nothingIsTriedAgain() throws IOException {
    Files.createDirectories(file().getParent());
    FaultyDisk counting = FaultyDisk.counting();
    open(counting, SIX).log().close();
    begin(() -> {});
    FaultyDisk disk = FaultyDisk.failingAt(counting.calls().size() + 1);
    ItemLog log = open(disk, SIX).log();
    RuntimeException first =
        assertThrows(BrokenFileException.class, () -> log.append(done(SIX.get(0))));
    int calls = disk.calls().size();
    assertSame(first, assertThrows(BrokenFileException.class, () -> log.append(done(SIX.get(1)))));
    log.close();
    assertEquals(calls, disk.calls().size());
    assertEquals(Set.of(), ItemHistory.of(file()).completed("c"));
  }

  @Test
  @DisplayName("J58 a disk that takes a byte at a time gets whole lines")
  void shortWritesAreGoneOnWith() {
    loop(FaultyDisk.takingOnly(1), SIX);
    assertEquals(Set.copyOf(SIX), ItemHistory.of(file()).completed("c"));
  }
}
