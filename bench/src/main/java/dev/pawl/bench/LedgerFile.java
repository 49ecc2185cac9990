package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger as a file: opened, added to, compacted; each time by a JVM of its own. */
final class LedgerFile implements Comparison {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** As the launcher starts Pawl. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms16m",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED");

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int steps = setting.large();
    Path folder = setting.folder("ledger");
    Probing filled = new Probing(new HashMap<>());
    filled.run(folder, "fill", steps);
    Path file = folder.resolve(".pawl/state.jsonl");
    Path compacted = Files.copy(file, folder.resolve("compacted"));
    Probing opened = new Probing(new HashMap<>());
    for (int round = 1; round <= setting.few(); round++) {
      Files.copy(compacted, file, StandardCopyOption.REPLACE_EXISTING);
      opened.run(folder, "open", steps);
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

  /** What a {@link LedgerProbe} has told, by name. */
  private record Probing(Map<String, Sample> figures) {
    Figure median(String name) {
      return figures.getOrDefault(name, new Sample()).median();
    }

    String median(String name, String form) {
      return median(name).in(form);
    }

    String all(String name) {
      return figures.getOrDefault(name, new Sample()).allSeconds();
    }

    void run(Path folder, String task, int steps) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(OPTIONS);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(LedgerProbe.class.getName(), task, Integer.toString(steps)));
      Launch launch = Launch.of(folder, command);
      if (!launch.awaitEnd(LONGEST)) {
        launch.stop();
        throw new IOException(task + " took longer than " + LONGEST.toSeconds() + " s");
      }
      if (launch.exitCode() != 0) {
        throw new IOException(
            task + " ended with " + launch.exitCode() + ": " + launch.lastWords());
      }
      for (String line : launch.printed()) {
        String[] words = line.split(" ");
        figures.computeIfAbsent(words[0], name -> new Sample()).add(Double.parseDouble(words[1]));
      }
    }
  }
}
