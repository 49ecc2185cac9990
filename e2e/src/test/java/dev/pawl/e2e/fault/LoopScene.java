package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** A loop that has done three items, of which one is no longer listed, and has six more to do. */
final class LoopScene extends Scene {
  private static final String LOG = ".pawl/items/default/each.jsonl";
  private static final int CONCURRENCY = 2;

  /** Those that were at work, and those that took their places before the run heard of it. */
  private static final int UNKNOWN = 2 * CONCURRENCY;

  private static final List<String> BEFORE = List.of("1", "2", "3");
  private static final TreeSet<String> ALL =
      new TreeSet<>(List.of("2", "3", "4", "5", "6", "7", "8", "9"));

  private final Truth truth;

  LoopScene(Path folder) throws Exception {
    super(folder, Project.in(folder.resolve("project"), config()));
    truth = new Truth(folder.resolve("truth"));
    project().write("list", String.join("\n", BEFORE) + "\n");
    pawl(command());
    project().write("list", String.join("\n", ALL) + "\n");
    truth.mark();
  }

  private static String config() {
    return """
    jobs:
      each:
        run: '%s'
        foreach: { lines: list, concurrency: %d }
    """
        .formatted(Truth.telling("$ITEM", "echo made $ITEM; "), CONCURRENCY);
  }

  @Override
  String[] command() {
    return new String[] {"run", "-j", "" + CONCURRENCY};
  }

  @Override
  List<Path> files(long pid) throws IOException {
    return OwnFiles.of(project(), pid, List.of("default/each"));
  }

  @Override
  List<Path> runFiles(Path run, long pid) {
    return OwnFiles.of(run, pid, List.of("each"));
  }

  /** What the whole lines of the item log say; an item without a log of its output has failed. */
  private TreeSet<String> completed() throws IOException {
    String text = project().read(LOG);
    TreeSet<String> items = new TreeSet<>();
    text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .skip(1)
        .map(Json::object)
        .filter(item -> item.get("outcome").equals("succeeded"))
        .forEach(item -> items.add(item.get("item").toString()));
    items.retainAll(ALL);
    return items;
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    assertAtRest(runs());
    TreeSet<String> completed = completed();
    assertTrue(truth.ended().containsAll(completed), completed + " claimed, " + truth.ended());
    assertTrue(completed.containsAll(List.of("2", "3")), "lost: " + completed);
    List<String> unknown =
        truth.newlyEnded().stream().filter(item -> !completed.contains(item)).toList();
    assertTrue(unknown.size() <= UNKNOWN, unknown + " are not known to be done");
    if (harmed.exit() == 0) {
      assertEquals(ALL, completed, harmed.told());
      assertEquals(new TreeSet<>(List.of("each")), validSteps());
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    TreeSet<String> missing = new TreeSet<>(ALL);
    missing.removeAll(completed());
    truth.mark();
    pawl(command());
    assertEquals(List.copyOf(missing), truth.newlyBegun(), harmed.told());
    assertEquals(ALL, completed());

    truth.mark();
    Program.Result third = pawl(command());
    assertEquals(List.of(), truth.newlyBegun());
    assertEquals(2, third.err().lines().count(), third.told());
  }
}
