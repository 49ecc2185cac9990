package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A run of four steps: a first one, or the one after a run that was killed. */
final class StepScene extends Scene {
  private static final TreeSet<String> ALL = new TreeSet<>(List.of("a", "b", "c", "d"));

  private final Truth truth;

  private StepScene(Path folder) throws Exception {
    super(folder, Project.in(folder.resolve("project"), config()));
    project().write("in", "one\n");
    truth = new Truth(folder.resolve("truth"));
  }

  /** Nothing has happened. */
  static StepScene fresh(Path folder) throws Exception {
    StepScene scene = new StepScene(folder);
    Files.createFile(folder.resolve("go"));
    return scene;
  }

  /** A run was killed when it had made one step and was at another. */
  static StepScene killed(Path folder) throws Exception {
    StepScene scene = new StepScene(folder);
    Project project = scene.project();
    try (Running pawl = project.program().launch("run", "-j", "1")) {
      Eventually.holds(() -> "b does not begin", () -> scene.truth.begun().contains("b"));
      pawl.signal("KILL");
      pawl.await();
    }
    String run = project.run().id();
    Eventually.holds(() -> "its job lives on", () -> Live.marked(run).isEmpty());
    Files.createFile(folder.resolve("go"));
    return scene;
  }

  private static String config() {
    return """
    jobs:
      a: { run: '%s', inputs: [in], outputs: [a.out] }
      b: { run: '%s', inputs: [a.out], outputs: [b.out], needs: a }
      c: { run: '%s', inputs: [in], outputs: [c.out], needs: a }
      d: { run: '%s', checkpoint: true, needs: [b, c] }
    """
        .formatted(
            Truth.telling("a", "cat in >a.out; echo made a; "),
            Truth.telling("b", "test -e ../go || sleep 60; cat a.out >b.out; "),
            Truth.telling("c", "cat in >c.out; echo made c; "),
            Truth.telling("d", ""));
  }

  @Override
  String[] command() {
    return new String[] {"run", "-j", "2"};
  }

  @Override
  List<Path> runFiles(Path run, long pid) {
    return OwnFiles.of(run, pid, List.copyOf(ALL));
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    List<Map<String, Object>> runs = runs();
    assertAtRest(runs);
    TreeSet<String> valid = validSteps();
    assertTrue(truth.ended().containsAll(valid), valid + " are claimed, " + truth.ended());
    for (Map<String, Object> run : runs) {
      assertTrue(valid.containsAll(jobs(run, "succeeded")), run + " claims more than " + valid);
    }
    if (harmed.exit() == 0) {
      assertEquals(ALL, valid, harmed.told());
      assertEquals("succeeded", runs.getFirst().get("status"));
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    TreeSet<String> missing = new TreeSet<>(ALL);
    missing.removeAll(validSteps());
    truth.mark();
    pawl(command());
    assertEquals(List.copyOf(missing), truth.newlyBegun(), harmed.told());
    assertEquals(ALL, validSteps(), harmed.told());

    truth.mark();
    Program.Result third = pawl(command());
    assertEquals(List.of(), truth.newlyBegun());
    assertEquals(2, third.err().lines().count(), third.told());
  }
}
