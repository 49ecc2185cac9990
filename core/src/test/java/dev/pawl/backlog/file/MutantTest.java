package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Files in forms that nobody has thought of: random files with random pieces put in or left out.
 */
class MutantTest {
  private static final int MUTANTS = Integer.getInteger("mutants", 6000);

  /** What changes the meaning of a line, or of a file. */
  private static final String[] PIECES = {
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\n    ",
    ":",
    ": ",
    "#",
    " # c\n",
    "- ",
    "\n- ",
    "-",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|",
    "|+\n",
    "|2\n",
    ">-\n",
    "&a ",
    "*a",
    "!x ",
    "!!str ",
    "? ",
    "<<: *a\n",
    "%",
    "@",
    "\t",
    "\r\n",
    "\r",
    "---\n",
    "...\n",
    "~",
    "null",
    "0x1F",
    "\\",
    "\\u12",
    "é",
    "😀",
    "\u00a0",
    "\u0085",
    "x: y\n",
    "items:\n",
    "id: WRK-001",
    "title: T\n",
    "\n  - id: X",
    "\n- title: Y\n",
    "- - ",
    "\ufeff",
    "\0"
  };

  @Test
  @DisplayName("B02 what is read of a mutant can be changed, and means the same in parts and whole")
  void whatIsReadOfAMutantCanBeChanged() {
    int read = 0;
    for (long seed = 0; seed < MUTANTS; seed++) {
      Random random = new Random(seed);
      Backlog backlog = new RandomItems(random).backlog(1 + random.nextInt(3));
      String text = RandomFile.text(RandomFile.of(backlog, random), "\n");
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        text = mutant(text, random);
      }
      String about = "seed " + seed + "\n" + text;
      BacklogResult whole = BacklogReader.readWhole(Reading.NAME, text, "WRK");
      BacklogResult result = BacklogReader.read(Reading.NAME, text, "WRK");
      if (result instanceof BacklogResult.Read(BacklogDocument document)) {
        read++;
        assertEquals(text, document.text(), about);
        assertEquals(document.backlog(), ((BacklogResult.Read) whole).document().backlog(), about);
        change(document, random, about);
      } else {
        assertEquals(whole, result, about);
      }
    }
    assertTrue(read > MUTANTS / 8, "mutants read: " + read);
  }

  private static void change(BacklogDocument document, Random random, String about) {
    List<Item> items = List.copyOf(document.backlog().items());
    Backlog next = document.backlog();
    if (items.isEmpty()) {
      next = next.with(Item.of(RandomItems.id(1), "new", java.time.Instant.EPOCH));
    } else {
      Item item = items.get(random.nextInt(items.size()));
      int number = Math.min(items.size(), item.id().number("WRK").orElse(1));
      next = next.with(new RandomItems(random).changed(item, number, 2));
    }
    if (next.cycles().isEmpty()) {
      BacklogDocument changed = document.with(next);
      assertEquals(next, changed.backlog(), about);
      assertEquals(next, Reading.backlog(changed.text()), about + "\n=>\n" + changed.text());
    }
  }

  private static String mutant(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(4));
    String piece = PIECES[random.nextInt(PIECES.length)];
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + piece + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      default -> text.substring(0, at) + piece + text.substring(end);
    };
  }
}
