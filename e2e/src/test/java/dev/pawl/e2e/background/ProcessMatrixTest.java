package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every shape of process tree, for every way in which a job of a detached run can end, and for
 * those in which a foreground ends. The shapes of one ending run side by side.
 */
class ProcessMatrixTest {
  /** The grace of every job, and the 2 s on top in which a helper must be done. */
  private static final Duration PROMISE = Duration.ofSeconds(1 + 2);

  /** The same for a row, which is decided a little later. */
  private static final Duration ROW = PROMISE.plusSeconds(1);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String LEFT = "left";
  private static final String FLOODS = "floods";
  private static final int MOST_LOG = 64 << 10;

  /** For the line that says what is missing, and for half a block. */
  private static final int MORE_LOG = 20 << 10;

  /** NAP stands for a sleep of the shape's own; UP says that the tree stands. */
  private static final Map<String, String> SHAPES = shapes();

  @TempDir Path temp;

  private final Map<String, String> naps = new LinkedHashMap<>();
  private final String otherNap = Live.nap();
  private BackgroundProject project;

  private static Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("deafchild", "(trap '' TERM; sleep NAP; sleep NAP) & UP; sleep NAP");
    shapes.put(
        LEFT,
        "(trap '' TERM; sleep NAP; sleep NAP) & UP; until test -e leave; do sleep 0.05; done");
    shapes.put("holds", "(sh -c 'sleep NAP & sleep NAP' &); UP; sleep NAP");
    shapes.put("setsid", "setsid sleep NAP & setsid sh -c 'sleep NAP; true' & UP; sleep NAP");
    shapes.put("doublefork", "( ( setsid sleep NAP >/dev/null 2>&1 & ) & ); UP; sleep NAP");
    shapes.put("stopped", "sleep NAP & kill -STOP $!; UP; kill -STOP $$");
    shapes.put("stoppedgroup", "sleep NAP & UP; kill -STOP 0");
    shapes.put(FLOODS, "UP; while :; do seq -f '%.0f NAP and some more' 1000; sleep 0.1; done");
    return shapes;
  }

  /** How the jobs of a run come to their end. */
  enum Ending {
    CANCEL("cancelled"),
    TIMEOUT("timed_out"),
    KILL_COORDINATOR_THEN_CANCEL("cancelled"),
    KILL_COORDINATOR_WHILE_CANCELLING("cancelled"),
    CTRL_C("interrupted"),
    KILL_FOREGROUND("interrupted");

    private final String status;

    Ending(String status) {
      this.status = status;
    }

    boolean isForeground() {
      return this == CTRL_C || this == KILL_FOREGROUND;
    }
  }

  @BeforeEach
  void name() {
    SHAPES.keySet().forEach(shape -> naps.put(shape, Live.nap()));
  }

  @AfterEach
  void end() throws Exception {
    project.close();
  }

  private String config(Ending ending) {
    StringBuilder text =
        new StringBuilder(
            """
            log: { max_size: 64KB }
            workflows:
              default:
                concurrency: 16
                jobs:
                  stays: { run: sleep %s, grace: 1s }
            """
                .formatted(otherNap));
    String timeout = ending == Ending.TIMEOUT ? ", timeout: 3s" : "";
    SHAPES.forEach((shape, command) ->
        text.append(
            "      %s: { grace: 1s, tags: [shape]%s, run: \"%s\" }\n"
                .formatted(
                    shape,
                    timeout,
                    command
                        .replace("UP", "echo $PAWL_JOB; touch $PAWL_JOB.up")
                        .replace("NAP", naps.get(shape)))));
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @DisplayName(
      "neighbour of J25, J28, J30, J45, J49: nothing is left of any tree, and its row says why")
  void nothingIsLeft(Ending ending) throws Exception {
    project = BackgroundProject.in(temp, config(ending));
    RunRecord run = ending.isForeground() ? foreground(ending) : detached(ending);
    Program.Result told = project.pawl("jobs", "--run", run.id(), "--format", "json");
    Map<String, Object> listed = Listing.of(told).run(run.id());

    List<Executable> cells = new ArrayList<>();
    for (String shape : SHAPES.keySet()) {
      cells.add(() -> assertCell(ending, run, shape));
      cells.add(
          () -> assertEquals(run.status(shape), Listing.job(listed, shape).get("status"), shape));
    }
    assertAll(ending.toString(), cells);
    assertEquals(List.of(), project.alive());
  }

  /** Until all stand, and one has written more than that. */
  private void awaitTrees(long flood) throws Exception {
    Eventually.holds(() -> "not all are up", () -> SHAPES.keySet().stream().allMatch(this::stands));
    RunRecord run = project.project().run();
    Eventually.holds(
        () -> "no flood",
        () ->
            SHAPES.keySet().stream().allMatch(shape -> Files.exists(run.logFile(shape)))
                && Files.size(run.logFile(FLOODS)) > flood);
  }

  private boolean stands(String shape) {
    return project.project().has(shape + ".up");
  }

  /** The leader of one shape ends by itself, and leaves a child. */
  private void leave() throws IOException {
    project.project().write("leave", "");
  }

  private RunRecord detached(Ending ending) throws Exception {
    RunRecord run = project.detach();
    awaitTrees(ending == Ending.TIMEOUT ? 0 : MOST_LOG);
    switch (ending) {
      case CANCEL -> {
        leave();
        cancel();
      }
      case TIMEOUT -> leave();
      case KILL_COORDINATOR_THEN_CANCEL -> {
        beAdopted(run);
        cancel();
      }
      case KILL_COORDINATOR_WHILE_CANCELLING -> {
        leave();
        cancelAndKill(run);
      }
      case CTRL_C, KILL_FOREGROUND -> throw new AssertionError(ending);
    }
    for (String shape : SHAPES.keySet()) {
      awaitRow(run, shape);
    }
    assertFalse(Live.marked(otherNap).isEmpty(), "another job goes on");
    Program.Result last = project.pawl("cancel", run.id());
    assertEquals(0, last.exit(), last.told());
    assertEquals("cancelled", run.status("stays"));
    Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
    return run;
  }

  private void cancel() throws Exception {
    Program.Result cancel = project.pawl("cancel", "--tag", "shape");
    assertEquals(0, cancel.exit(), cancel.told());
  }

  /** What left its leader while nobody looked is stopped, all else goes on. */
  private void beAdopted(RunRecord run) throws Exception {
    List<Long> before = living("sleep", LEFT);
    Live.signal(project.coordinator(run), "KILL");
    leave();
    Eventually.holdsWithin(SOON, () -> "not adopted", () -> project.takers(run) == 2);
    awaitRow(run, LEFT);
    assertEquals("succeeded", run.status(LEFT));
    assertEquals(before, living("sleep", LEFT));
    long size = Files.size(run.logFile(FLOODS));
    Eventually.holds(() -> "no more lines", () -> Files.size(run.logFile(FLOODS)) > size);
  }

  private void cancelAndKill(RunRecord run) throws Exception {
    try (Running cancel = project.project().program().launch("cancel", "--tag", "shape")) {
      Eventually.holds(() -> "no stop", () -> !run.events("StopOrdered", "holds").isEmpty());
      Live.signal(project.coordinator(run), "KILL");

      Program.Result result = cancel.await();

      assertEquals(0, result.exit(), result.told());
      assertEquals(2, project.takers(run));
    }
  }

  /** A row is final only when its processes are gone. */
  private void awaitRow(RunRecord run, String shape) throws Exception {
    Eventually.holds(() -> "no end of " + shape, () -> !run.status(shape).isEmpty());
    assertEquals(List.of(), Live.marked(naps.get(shape)), shape);
  }

  private RunRecord foreground(Ending ending) throws Exception {
    try (Running pawl = project.project().program().launch("run", "-q")) {
      awaitTrees(MOST_LOG);
      leave();
      if (ending == Ending.CTRL_C) {
        pawl.signal("INT");
        Program.Result result = pawl.await();
        assertEquals(130, result.exit(), result.told());
        assertEquals(List.of(), project.alive());
        return project.project().run();
      }
      pawl.signal("KILL");
      Eventually.holdsWithin(PROMISE, () -> "something lives on", () -> living("", "").isEmpty());
      pawl.await();
    }
    RunRecord run = project.project().run();
    assertEquals("interrupted", project.listed(run, FLOODS).get("status"));
    assertEquals("", run.status());
    project.pawl("cancel", run.id());
    return run;
  }

  /** What lives of all shapes but one, if its command begins like this. */
  private List<Long> living(String command, String but) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (Map.Entry<String, String> shape : naps.entrySet()) {
      if (!shape.getKey().equals(but)) {
        Live.marked(shape.getValue()).stream()
            .filter(entry -> entry.command().startsWith(command))
            .forEach(entry -> pids.add(entry.pid()));
      }
    }
    return pids.stream().sorted().toList();
  }

  private static void assertCell(Ending ending, RunRecord run, String shape) throws Exception {
    String what = shape + ": " + run.status(shape) + ", " + run.reason(shape);
    // A leader that was gone in time has succeeded, whatever became of what it left.
    boolean isLeft = shape.equals(LEFT) && run.status(shape).equals("succeeded");
    assertTrue(
        isLeft
            ? run.reason(shape).contains("left running")
            : run.status(shape).equals(ending.status),
        what);
    assertEquals(1, run.attempts(shape), what);
    Duration bound = ending == Ending.KILL_COORDINATOR_WHILE_CANCELLING ? ROW.plus(SOON) : ROW;
    for (Map<String, Object> order : run.events("StopOrdered", shape)) {
      Map<String, Object> end = run.events("JobFinished", shape).getLast();
      Duration took = Duration.between(RunRecord.at(order), RunRecord.at(end));
      assertTrue(took.compareTo(bound) < 0, what + " took " + took);
    }
    assertLog(ending, run, shape);
  }

  private static void assertLog(Ending ending, RunRecord run, String shape) throws Exception {
    Path log = run.logFile(shape);
    try (Stream<String> lines = Files.lines(log)) {
      assertEquals(shape, lines.findFirst().orElse(""), "the first line of its log");
    }
    // Who was killed could not close the hole between head and tail.
    long bytes = ending == Ending.KILL_FOREGROUND ? onDisk(log) : Files.size(log);
    assertTrue(bytes <= MOST_LOG + MORE_LOG, shape + " has a log of " + bytes);
  }

  private static long onDisk(Path file) throws Exception {
    Process du = new ProcessBuilder("du", "-k", file.toString()).start();
    String told = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor(); // else it is one of those that are looked for
    return Long.parseLong(told.split("\\s")[0]) << 10;
  }
}
