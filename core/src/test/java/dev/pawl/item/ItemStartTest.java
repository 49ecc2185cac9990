package dev.pawl.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemStartTest {
  private static final ItemStart START =
      new ItemStart(
          new ItemKey("a \"quoted\"\nname", 2, "9a0c"),
          7,
          3,
          "77e1c0",
          Instant.parse("2026-11-20T15:47:41.120Z"));

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = folder.resolve("one");
    START.write(file);
    assertEquals(Optional.of(START), ItemStart.read(file));
    ItemStart other = new ItemStart(new ItemKey("", 1, ""), 1, 1, "k", START.at());
    other.write(file);
    assertEquals(Optional.of(other), ItemStart.read(file));
    assertEquals(Optional.empty(), ItemStart.read(folder.resolve("none")));
  }

  @Test
  void aFileThatWasCutAnywhereOrHasAFlippedBitSaysNothing() throws Exception {
    Path file = folder.resolve("one");
    START.write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), ItemStart.read(file), "cut at " + length);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      assertEquals(Optional.empty(), ItemStart.read(file), "flipped at " + at);
    }
    Files.writeString(file, "{\"items_of\":\"default/a\",\"crc\":\"00000000\"}\n");
    assertEquals(Optional.empty(), ItemStart.read(file));
  }
}
