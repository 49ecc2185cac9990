package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops that are stopped and gone on with. */
class LoopStopTest {
  private static final int ITEMS = 1000;

  @TempDir Path temp;

  private Project project() throws IOException {
    return Project.in(
        temp,
        """
        jobs:
          a: { run: 'echo "$ITEM" >> started; sleep 0.002', foreach: { run: seq %d }, grace: 1s }
        """
            .formatted(ITEMS));
  }

  /** The items that are completed, one for each line that says so. */
  private static List<Integer> completed(Project project) throws IOException {
    List<Integer> items = new ArrayList<>();
    Path log = project.path(".pawl/items/default/a.jsonl");
    if (!Files.exists(log)) {
      return items;
    }
    String text = Files.readString(log);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList()) {
      if (Json.object(line).get("outcome").equals("succeeded")) {
        items.add(Integer.valueOf(Json.object(line).get("item").toString()));
      }
    }
    return items;
  }

  @Test
  @DisplayName("L02 Ctrl+C in the middle is told with the count, and the second run does the rest")
  void aStoppedLoopGoesOn() throws Exception {
    Project project = project();
    try (Running pawl = project.program().launch("run", "-j", "4")) {
      Eventually.holds(() -> "half of it", () -> completed(project).size() >= ITEMS / 2);
      pawl.signal("INT");
      assertEquals(130, pawl.await().exit());
    }
    int done = completed(project).size();
    assertTrue(done < ITEMS, "stopped too late: " + done);
    assertEquals("interrupted", project.run().status("a"));
    assertEquals("processed " + done + " of 1000 items", project.run().reason("a"));

    int startedBefore = project.read("started").lines().toList().size();
    Program.Result second = project.pawl("run", "-j", "4");
    assertEquals(0, second.exit(), second.told());
    int started = project.read("started").lines().toList().size() - startedBefore;
    assertEquals(ITEMS - done, started, "the second run does the missing ones only");
    everyItemOnce(project);
  }

  @Test
  @DisplayName("L03 over stops of every kind each item is completed exactly once")
  void noItemIsCompletedTwice() throws Exception {
    Project project = project();
    SplittableRandom random = new SplittableRandom(20261120);
    List<String> signals = List.of("INT", "TERM", "KILL");
    for (int stop = 0; completed(project).size() < ITEMS && stop < 60; stop++) {
      try (Running pawl = project.program().launch("run", "-j", "4")) {
        int goal = completed(project).size() + random.nextInt(150);
        Eventually.holds(
            () -> "some more", () -> !pawl.isAlive() || completed(project).size() >= goal);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(20)).toNanos());
        pawl.signal(signals.get(random.nextInt(signals.size())));
        pawl.await();
      }
      String run = new RunRecord(project.runs().getLast()).id();
      Eventually.holds(() -> "all gone of " + run, () -> Live.marked(run).isEmpty());
    }
    Program.Result last = project.pawl("run", "-j", "4");
    assertEquals(0, last.exit(), last.told());
    everyItemOnce(project);
  }

  private static void everyItemOnce(Project project) throws IOException {
    List<Integer> expected = IntStream.rangeClosed(1, ITEMS).boxed().toList();
    assertEquals(expected, completed(project).stream().sorted().toList());
  }
}
