package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The ledger as a file: opened, added to, compacted; each time by a JVM of its own. */
final class LedgerFile implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int steps = setting.large();
    Path folder = setting.folder("ledger");
    Probing filled = new Probing(LedgerProbe.class);
    filled.run(folder, "fill", Integer.toString(steps));
    Path file = folder.resolve(".pawl/state.jsonl");
    Path compacted = Files.copy(file, folder.resolve("compacted"));
    Probing opened = new Probing(LedgerProbe.class);
    for (int round = 1; round <= setting.few(); round++) {
      Files.copy(compacted, file, StandardCopyOption.REPLACE_EXISTING);
      opened.run(folder, "open", Integer.toString(steps));
      System.err.println("ledger, round " + round);
    }
    results.section("A ledger of " + Setting.told(steps) + " steps");
    results.paragraph(
        "Each step has a key, an output and 5 dependencies. Each round is a new JVM, with the "
            + "launcher's options; its own start is not counted, its cold code is.");
    results.paragraph(
        """
        - compaction of what a first run leaves, %s lines: %s before, %s after, in %s
        - %s changes a second, one after the other, with grouped fsync and a last one at the end
        - opened in all rounds, s: %s; again in the same JVM: %s; held on the heap: %s\
        """
            .formatted(
                Setting.told(2 * steps),
                filled.median("before", "%.1f MB"),
                filled.median("after", "%.1f MB"),
                filled.median("compaction", "%.2f s"),
                opened.median("rate", "%.0f"),
                opened.all("open"),
                opened.median("again", "%.2f s"),
                opened.median("heap", "%.0f MB")));
    results.bounds(
        Bound.under("open in under 1 s", 1, opened.median("open"), "%.2f s"),
        Bound.under("open with under 200 MB resident", 200, opened.median("peak"), "%.0f MB"));
  }
}
