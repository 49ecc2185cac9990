package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the comparisons side by side on this machine and prints the results. When they are all that
 * there is, at their full sizes and beside all peers, they are written to RESULTS.md as well.
 *
 * <p>Arguments: the pawl launcher, a folder to work in, the file to write, rounds, size, and the
 * names of the parts, none for all.
 */
public final class Compare {
  private static final Map<String, Comparison> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("independent", new IndependentJobs());
    PARTS.put("layered", new LayeredJobs());
    PARTS.put("latency", new StartOfDependents());
    PARTS.put("plan", new LargePlan());
    PARTS.put("foreach", new ItemLoop());
    PARTS.put("resume", new HalfDoneLoop());
    PARTS.put("noop", new NothingToDo());
    PARTS.put("ledger", new LedgerFile());
    PARTS.put("backlog", new LargeBacklog());
    PARTS.put("idle", new IdleCoordinator());
    PARTS.put("start", new StartUp());
    PARTS.put("peers", new Peers());
    PARTS.put("growth", new Growth());
  }

  private Compare() {}

  /** Entry. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = number("ROUNDS", arguments[3], 1);
    int size = number("SIZE", arguments[4], Setting.SMALLEST_SIZE);
    List<String> parts = List.of(arguments).subList(5, arguments.length);
    if (!PARTS.keySet().containsAll(parts)) {
      refuse("the parts are " + String.join(", ", PARTS.keySet()));
    }
    List<Tool> missing = Stream.of(Tool.values()).filter(tool -> !tool.isInstalled()).toList();
    missing.forEach(tool -> System.err.println("bench/compare: " + tool.remedy()));

    Setting setting = new Setting(arguments[0], Path.of(arguments[1]), rounds, size);
    Results results = results(setting, parts);
    String document = results.document(setting);
    System.out.print(document);
    String why = whyNotWhole(setting, parts, missing);
    if (why.isEmpty()) {
      Path file = Path.of(arguments[2]);
      Files.writeString(file, document);
      for (Map.Entry<String, String> drawing : results.drawings().entrySet()) {
        Files.writeString(file.resolveSibling(drawing.getKey()), drawing.getValue());
      }
    } else {
      System.err.println("bench/RESULTS.md stays as it is: " + why);
    }
  }

  private static Results results(Setting setting, List<String> parts) throws InterruptedException {
    Results results = new Results();
    for (Map.Entry<String, Comparison> part : PARTS.entrySet()) {
      if (parts.isEmpty() || parts.contains(part.getKey())) {
        try {
          part.getValue().run(setting, results);
        } catch (IOException | RuntimeException e) {
          System.err.println(part.getKey() + " failed: " + e);
          results.section("`" + part.getKey() + "` failed");
          results.paragraph(String.valueOf(e.getMessage()));
        }
      }
    }
    return results;
  }

  /** Why the results are not all that RESULTS.md should hold; empty when they are. */
  private static String whyNotWhole(Setting setting, List<String> parts, List<Tool> missing) {
    if (!parts.isEmpty()) {
      return "not all parts were run";
    }
    if (setting.size() != Setting.USUAL_SIZE) {
      return "the bounds are asked for SIZE=" + Setting.USUAL_SIZE;
    }
    return missing.isEmpty() ? "" : missing.getFirst().remedy();
  }

  private static int number(String name, String text, int least) {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least) {
      refuse(name + " is '" + text + "', expected a whole number from " + least + " on");
    }
    return Integer.parseInt(text);
  }

  private static void refuse(String why) {
    System.err.println("bench/compare: " + why);
    System.exit(2);
  }
}
