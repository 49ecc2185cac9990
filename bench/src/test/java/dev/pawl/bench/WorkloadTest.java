package dev.pawl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
  @TempDir Path folder;

  @Test
  void everyStepHasTheSameNeedsForBothPrograms() throws Exception {
    new Workload(100, 10, 5).writeSteps(folder);

    List<String> pawl = Files.readAllLines(folder.resolve("pawl.yml"));
    List<String> ninja = Files.readAllLines(folder.resolve("build.ninja"));
    List<String> forPawl =
        pawl.stream().filter(line -> line.contains("run:")).map(WorkloadTest::needsOfPawl).toList();
    List<String> forNinja =
        ninja.stream()
            .filter(line -> line.startsWith("build"))
            .map(line -> line.substring(line.indexOf(": t") + 3).replace("out/", "").strip())
            .toList();
    assertEquals(100, forPawl.size());
    assertEquals(forPawl, forNinja);
    assertEquals(90, forPawl.stream().filter(needs -> needs.split(" ").length == 5).count());
  }

  @Test
  void theFirstLayerNeedsNothing() throws Exception {
    new Workload(100, 10, 5).writeSteps(folder);

    assertTrue(
        Files.readAllLines(folder.resolve("pawl.yml")).stream()
            .limit(11)
            .noneMatch(line -> line.contains("needs")));
  }

  private static String needsOfPawl(String line) {
    int from = line.indexOf("needs: [");
    return from < 0 ? "" : line.substring(from + 8, line.lastIndexOf(']')).replace(", ", " ");
  }
}
