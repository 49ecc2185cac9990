package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Prints how long 10,000 items take to read, to change and to save. Nothing is asserted. */
final class BacklogSpeed {
  private static final int ITEMS = 10_000;

  private BacklogSpeed() {}

  public static void main(String[] args) throws Exception {
    String text = text();
    Path file = Files.createTempDirectory("pawl-backlog-speed").resolve(BacklogFile.NAME);
    Files.writeString(file, text);
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      BacklogDocument document = read(text);
      told("read " + text.length() + " characters", start);
      for (int i = 0; i < 3; i++) {
        Backlog next = edited(document.backlog(), 1 + (i + round) * 700);
        start = System.nanoTime();
        document = document.with(next);
        int length = document.text().length();
        told("one change, " + length + " characters", start);
      }
      start = System.nanoTime();
      BacklogFile.save(file, document, edited(document.backlog(), 77));
      told("one save", start);
      Files.writeString(file, text);
    }
  }

  private static Backlog edited(Backlog backlog, int number) {
    Item item = backlog.get(ItemId.of("WRK", number));
    return backlog.with(item.draft().notes("at " + System.nanoTime()).item());
  }

  private static BacklogDocument read(String text) {
    return ((BacklogResult.Read) BacklogReader.read("BACKLOG.yaml", text, "WRK")).document();
  }

  private static String text() {
    BacklogDocument empty = read("schema_version: 4\nitems: []\n");
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= ITEMS; i++) {
      ItemDraft draft = new ItemDraft(ItemId.of("WRK", i), "Make the thing number " + i + " work");
      items.add(
          draft
              .description(
                  new Description.Text(
                      "Some text that goes on for a while.\n\nAnd more of it: with colons.\n"))
              .dependencies(i == 1 ? List.of() : List.of(ItemId.of("WRK", i - 1)))
              .tags(Set.of("one", "two"))
              .created(Instant.EPOCH)
              .updated(Instant.EPOCH)
              .item());
    }
    return empty.with(Backlog.of(items, ITEMS)).text();
  }

  private static void told(String what, long start) {
    System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - start) / 1e6);
  }
}
