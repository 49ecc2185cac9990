package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A run of jobs that are no steps; what it leaves undone is retried. */
final class JobScene extends Scene {
  private static final TreeSet<String> ALL = new TreeSet<>(List.of("a", "b", "c"));

  private final Truth truth;

  JobScene(Path folder) throws Exception {
    super(folder, Project.in(folder.resolve("project"), config()));
    truth = new Truth(folder.resolve("truth"));
  }

  private static String config() {
    return """
    jobs:
      a: { run: '%s' }
      b: { run: '%s', needs: a }
      c: { run: '%s' }
    """
        .formatted(
            Truth.telling("a", "echo made a; "),
            Truth.telling("b", "echo made b; "),
            Truth.telling("c", ""));
  }

  @Override
  String[] command() {
    return new String[] {"run", "-j", "2"};
  }

  @Override
  List<Path> runFiles(Path run, long pid) {
    return OwnFiles.of(run, pid, List.copyOf(ALL));
  }

  private TreeSet<String> succeeded() throws Exception {
    List<Map<String, Object>> runs = runs();
    return runs.isEmpty() ? new TreeSet<>() : jobs(runs.getFirst(), "succeeded");
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    assertAtRest(runs());
    TreeSet<String> succeeded = succeeded();
    assertTrue(truth.ended().containsAll(succeeded), succeeded + " claimed, " + truth.ended());
    if (harmed.exit() == 0) {
      assertEquals(ALL, succeeded, harmed.told());
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    boolean recorded = !runs().isEmpty();
    TreeSet<String> missing = new TreeSet<>(ALL);
    missing.removeAll(succeeded());
    truth.mark();
    pawl(recorded ? "retry" : "run");
    assertEquals(List.copyOf(missing), truth.newlyBegun(), harmed.told());
    assertEquals(List.copyOf(missing), truth.newlyEnded(), harmed.told());

    truth.mark();
    Program.Result third = pawl("retry");
    assertEquals(List.of(), truth.newlyBegun());
    assertEquals(1, third.err().lines().count(), third.told());
  }
}
