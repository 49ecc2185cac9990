package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loop that is stopped and gone on with; see {@link LoopKillTest} for many stops. */
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

  private static void everyItemOnce(Project project) throws IOException {
    List<Integer> expected = IntStream.rangeClosed(1, ITEMS).boxed().toList();
    assertEquals(expected, completed(project).stream().sorted().toList());
  }
}
