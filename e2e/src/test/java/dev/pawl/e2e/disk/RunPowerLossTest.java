package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.disk.Graph.Job;
import dev.pawl.e2e.disk.Graph.Kind;
import dev.pawl.e2e.disk.PowerLoss.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails while a workflow runs: all records load, what was forced is not lost, nothing is
 * claimed that did not happen, and the next run does exactly what is missing.
 */
@Timeout(600)
class RunPowerLossTest {
  private static final String END = ": succeeded: ";
  private static final int DEAD_LINES = 1_100;

  @TempDir Path temp;

  private int restarts;

  private void tryAll(String name, Scene scene, Graph graph, Recording recording, long seed)
      throws Exception {
    DiskState right = scene.files();
    try (Records records = new Records()) {
      RunPromise promise = new RunPromise(graph, recording.before(), END, records);
      PowerLoss<RunPromise.Claims> loss = new PowerLoss<>(recording, promise, Extent.asked(), seed);
      for (Sample<RunPromise.Claims> sample : loss.check()) {
        RunPromise.Claims known = promise.find(sample.left());
        Set<String> items = new TreeSet<>(known.items());
        items.addAll(inherited(sample.left(), known));
        List<String> missing = graph.missing(sample.left(), right, known.steps(), items);
        assertGoesOn(sample, graph, missing);
      }
      loss.tell(name, restarts);
    }
  }

  /** Items that nobody has recorded, of loops that the run before has marked as its own. */
  private static List<String> inherited(DiskState left, RunPromise.Claims known) {
    return Records.kept(left).stream()
        .filter(item -> isBegun(item.substring(0, item.indexOf(' ')), known))
        .toList();
  }

  private static boolean isBegun(String step, RunPromise.Claims known) {
    return known.lines().containsKey(step) && !known.steps().contains(step);
  }

  private void assertGoesOn(Sample<?> sample, Graph graph, List<String> missing) throws Exception {
    Scene scene = Scene.left(temp.resolve("left" + restarts++), sample.left());
    Program.Result next = scene.program().run("run");
    String told = sample.told() + "\n" + next.told();
    assertEquals(0, next.exit(), told);
    assertEquals(missing.stream().sorted().toList(), scene.takeNotes(), told);

    Program.Result again = scene.program().run("run");
    told += again.told();
    assertEquals(0, again.exit(), told);
    List<String> always =
        graph.jobs().stream().filter(job -> job.kind() == Kind.PLAIN).map(Job::name).toList();
    assertEquals(always, scene.takeNotes(), told);
    assertFalse(again.err().contains("incomplete record"), told);
    assertFalse(again.err().contains("interrupted"), told);
  }

  @Test
  @DisplayName("a run of a graph of steps, with retries and a loop")
  void graph() throws Exception {
    Graph graph = Graph.small();
    Scene scene = Scene.in(temp.resolve("graph"), graph.config(""));
    tryAll("run of a graph", scene, graph, scene.record("run"), 1);
  }

  @Test
  @DisplayName("a loop of which some items are done, and others have gone from the list")
  void loop() throws Exception {
    Job loop = new Job("a", Kind.LOOP);
    Graph first = new Graph(List.of(loop.over("u", "v", "w")));
    Graph then = new Graph(List.of(loop.over("v", "w", "x", "y", "z")));
    Scene scene = Scene.in(temp.resolve("loop"), first.config(""));
    scene.run("run");
    scene.takeNotes();
    scene.project().write("pawl.yml", then.config(""));
    tryAll("run of a loop", scene, then, scene.record("run"), 2);
  }

  @Test
  @DisplayName("a run that is detached, whose jobs and items have keepers")
  void detached() throws Exception {
    Graph graph =
        new Graph(List.of(new Job("a", Kind.OUTPUT), new Job("b", Kind.LOOP, "a").over("x", "y")));
    Scene scene = Scene.in(temp.resolve("detached"), graph.config(""));
    tryAll("detached run", scene, graph, scene.record("run", "--detach"), 3);
  }

  @Test
  @DisplayName("the run after a power loss, while it heals what that has left")
  void recovery() throws Exception {
    Graph graph = Graph.small();
    Scene first = Scene.in(temp.resolve("first"), graph.config(""));
    DiskState torn = torn(first.record("run"));
    Scene scene = Scene.left(temp.resolve("recovery"), torn);
    tryAll("run after a power loss", scene, graph, scene.record("run"), 4);
  }

  /** When the first item of the loop is done; all records end in half a line. */
  private static DiskState torn(Recording recording) {
    DiskModel disk = recording.disk();
    for (Operation operation : recording.operations()) {
      disk.apply(operation);
      if (disk.seen().text(".pawl/items/default/d.jsonl").contains("outcome")) {
        return disk.seen().torn(path -> path.endsWith(".jsonl"), 30);
      }
    }
    throw new AssertionError("the loop has done nothing");
  }

  @Test
  @DisplayName("a run that writes the ledger anew, because most of its lines are dead")
  void compaction() throws Exception {
    Graph graph = Graph.small();
    Scene scene = Scene.in(temp.resolve("compaction"), graph.config(""));
    scene.run("run");
    scene.takeNotes();
    addDeadLines(scene);
    Recording recording = scene.record("run", "--fresh");
    assertFalse(scene.project().read(Records.LEDGER).contains("\"x\""), "it was not written anew");
    tryAll("run that compacts the ledger", scene, graph, recording, 5);
  }

  private static void addDeadLines(Scene scene) throws IOException {
    String line =
        "{\"step_name\":\"default/a\",\"completed\":false,\"validation_status\":{\"Invalid\":\"x\"}}\n";
    scene
        .project()
        .write(Records.LEDGER, line.repeat(DEAD_LINES) + scene.project().read(Records.LEDGER));
  }

  @ParameterizedTest(name = "a graph by chance, seed {0}", allowZeroInvocations = true)
  @MethodSource("seeds")
  @Timeout(3600)
  void byChance(long seed) throws Exception {
    Graph graph = Graph.random(seed);
    Scene scene = Scene.in(temp.resolve("chance"), graph.config(""));
    tryAll("run of graph " + seed, scene, graph, scene.record("run"), seed);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Extent.asked().rounds());
  }
}
