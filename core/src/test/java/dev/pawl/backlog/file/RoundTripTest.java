package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.file.RandomFile.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random files and random changes: what is written reads back, and nothing else is touched. */
class RoundTripTest {
  private static final int SEEDS = 600;

  @Test
  @DisplayName("B02 every random change of a random file reads back, and keeps all other lines")
  void everyRandomChangeReadsBackAndKeepsAllOtherLines() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
      String mark = random.nextInt(10) == 0 ? "\ufeff" : "";
      Backlog backlog = new RandomItems(random).backlog(random.nextInt(7));
      List<Line> lines = RandomFile.of(backlog, random);
      String text = mark + RandomFile.text(lines, lineEnd);
      if (random.nextInt(5) == 0) {
        text = text.stripTrailing();
      }
      String about = "seed " + seed + "\n" + text;
      BacklogDocument document = read(text, about);
      assertEquals(backlog, document.backlog(), about);

      Backlog next = changed(backlog, random);
      BacklogDocument changed = document.with(next);
      String after = about + "\n=>\n" + changed.text();
      assertEquals(next, changed.backlog(), after);
      assertEquals(next, read(changed.text(), after).backlog(), after);
      assertKept(lines, lineEnd, changed.text(), owned(backlog, next), after);

      Written written = Written.of(document).next(changed);
      assertArrayEquals(BacklogFile.bytes(changed), written.bytes(), after);
      for (int i = 0; i < 3; i++) {
        next = changed(next, random);
        changed = changed.with(next);
        written = written.next(changed);
        assertArrayEquals(BacklogFile.bytes(changed), written.bytes(), "seed " + seed);
        assertEquals(next, read(changed.text(), "seed " + seed).backlog(), "seed " + seed);
      }
    }
  }

  /** The lines that may change: ITEM for all of an item, ITEM/KEY for a field. */
  private static Set<String> owned(Backlog before, Backlog after) {
    Set<String> touched = new HashSet<>();
    for (Item item : before.items()) {
      String id = item.id().value();
      Item now = after.find(item.id()).orElse(null);
      if (now == null) {
        touched.add(id);
        continue;
      }
      Map<String, Value> was = ItemFields.of(item);
      Map<String, Value> is = ItemFields.of(now);
      Set<String> keys = new HashSet<>(was.keySet());
      keys.addAll(is.keySet());
      keys.removeIf(key -> Objects.equals(was.get(key), is.get(key)));
      keys.forEach(key -> touched.add(id + "/" + key));
    }
    if (before.ids().stream().noneMatch(id -> after.find(id).isPresent())) {
      touched.add("items");
    }
    return touched;
  }

  private static void assertKept(
      List<Line> lines, String lineEnd, String text, Set<String> touched, String about) {
    List<String> found = List.of(text.replace("\ufeff", "").split(lineEnd, -1));
    int at = 0;
    for (Line line : lines) {
      boolean flow = line.key().isEmpty() && touched.stream().anyMatch(t -> isOf(t, line.item()));
      boolean mayGo =
          touched.contains(line.item())
              || flow && line.text().contains("{")
              || touched.contains(line.item() + "/" + line.key())
              || Set.of("gap", "next_id").contains(line.key())
              || touched.contains("items") && line.key().equals("items");
      if (!mayGo) {
        while (at < found.size() && !bare(found.get(at)).equals(bare(line.text()))) {
          at++;
        }
        if (at++ >= found.size()) {
          fail("lost, or not in its place: " + line + "\n" + about);
        }
      }
    }
  }

  /** A field may move to its dash, or get away from it. */
  private static String bare(String line) {
    String bare = line.stripLeading();
    return bare.startsWith("- ") ? bare.substring(2) : bare;
  }

  private static boolean isOf(String touched, String item) {
    return !item.isEmpty() && (touched.equals(item) || touched.startsWith(item + "/"));
  }

  private static Backlog changed(Backlog backlog, Random random) {
    RandomItems items = new RandomItems(random);
    Backlog next = backlog;
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<ItemId> ids = new ArrayList<>(next.ids());
      int kind = random.nextInt(ids.isEmpty() ? 1 : 6);
      if (kind == 0) {
        int number = next.nextNumber("WRK");
        Item item = Item.of(RandomItems.id(number), items.text(), Instant.EPOCH);
        next = next.with(items.changed(item, number, random.nextInt(6))).taken(number);
      } else {
        Item item = next.get(ids.get(random.nextInt(ids.size())));
        int number = item.id().number("WRK").orElseThrow();
        next =
            kind == 1
                ? next.without(item.id())
                : next.with(items.changed(item, number, 1 + random.nextInt(3)));
      }
    }
    return next;
  }

  private static BacklogDocument read(String text, String about) {
    return switch (BacklogReader.read("BACKLOG.yaml", text, "WRK")) {
      case BacklogResult.Read(BacklogDocument document) -> document;
      case BacklogResult.Refused(var problems) -> fail(problems + "\n" + about);
    };
  }

  @Test
  void aChangeOfNothingChangesNothing() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Backlog backlog = new RandomItems(random).backlog(random.nextInt(6));
      String text = RandomFile.text(RandomFile.of(backlog, random), "\n");
      assertEquals(text, read(text, text).with(backlog).text(), "seed " + seed);
    }
  }
}
