package dev.pawl.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Project.Sync;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import dev.pawl.testing.Sealed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as the item log of a loop, and as the record of an item that was to start. */
public final class ItemLogFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final String COMMAND = "77e1c0";

  @TestFactory
  Stream<DynamicTest> everyItemLogIsContinuedOrRefused() throws IOException {
    return KeptInputs.of(ItemLogFuzzTest.class, ItemLogFuzzTest::fuzzerTestOneInput);
  }

  /** As it is, and with checksums that hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    log(input);
    log(Sealed.lines(input));
    start(input);
    start(Sealed.lines(input));
  }

  private static void log(byte[] input) {
    SCRATCH.clear();
    Path file = SCRATCH.file("loop.jsonl", input);
    try {
      ItemHistory found = ItemHistory.of(file);
      List<ItemKey> items = found.records().stream().map(ItemRecord::key).toList();
      ItemLog.Wish wish = new ItemLog.Wish(file, "default/loop", COMMAND, items, Sync.GROUPED);
      Set<ItemKey> completed = found.completed(COMMAND);
      List<ItemRecord> records = List.copyOf(found.records());
      boolean same = found.isOf(COMMAND);
      ItemLog.Opened opened = ItemLog.open(wish, _ -> {});
      opened.log().append(same ? records : List.of());
      opened.log().close();
      assertEquals(completed, opened.completed());
      ItemHistory again = ItemHistory.of(file);
      assertEquals(completed, again.completed(COMMAND));
      assertEquals(same ? records : List.of(), List.copyOf(again.records()));
    } catch (DamagedFileException e) {
      Harmless.check(e.getMessage());
    }
  }

  private static void start(byte[] input) {
    Path file = SCRATCH.file("loop@1.item", input);
    Optional<ItemStart> start = ItemStart.read(file);
    if (start.isPresent()) {
      try {
        start.get().write(file);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      assertEquals(start, ItemStart.read(file));
      assertEquals(start.get().at(), Instant.parse(start.get().at().toString()));
    }
  }
}
