package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Listing;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One loop that is killed and stopped again and again. {@code -Dloop.seed=N} does what another run
 * of this test did, as far as chance is concerned.
 */
class LoopKillTest {
  private static final int AT_ONCE = 4;
  private static final int KILLS = 20;
  private static final int SIGNALS = 2;
  private static final int LINE = 125;
  private static final String LOG = ".pawl/items/default/a.jsonl";
  private static final int MORE = 400;

  @TempDir Path temp;

  private final long seed = Long.getLong("loop.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private Project project;
  private int items;
  private int stops;
  private int runs;

  /** What was known after the last stop. */
  private String log = "";

  private Set<String> completed = Set.of();
  private int started;

  @Test
  @Timeout(300) // some thirty starts of the program, on a machine that may be busy
  @DisplayName("L03 over 20 kill -9, Ctrl+C and SIGTERM every item is completed exactly once")
  void everyItemIsCompletedExactlyOnce() throws Exception {
    project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'echo "$ITEM" >> started; sleep 0.01', foreach: { %s }, grace: 1s }
            """
                .formatted(random.nextBoolean() ? "lines: list" : "run: cat list"));
    try {
      for (String signal : shuffled()) {
        growIfNearlyDone();
        stop(signal);
        look(signal);
      }
      finish();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "-Dloop.seed=" + seed + ", stop " + stops + ": " + e.getMessage(), e);
    }
  }

  private List<String> shuffled() {
    List<String> signals = new ArrayList<>();
    IntStream.range(0, KILLS).forEach(_ -> signals.add("KILL"));
    IntStream.range(0, SIGNALS).forEach(_ -> signals.addAll(List.of("INT", "TERM")));
    for (int at = signals.size() - 1; at > 0; at--) {
      int other = random.nextInt(at + 1);
      signals.set(at, signals.set(other, signals.get(at)));
    }
    return signals;
  }

  private void growIfNearlyDone() throws IOException {
    if (items - completed.size() < MORE) {
      items += MORE;
      List<String> lines = IntStream.rangeClosed(1, items).mapToObj(i -> "i" + i).toList();
      project.write("list", String.join("\n", lines) + "\n");
    }
  }

  /** Runs the loop for a while: until some items more are done, or for some time. */
  private void stop(String signal) throws Exception {
    stops++;
    runs = project.runs().size();
    try (Running pawl = project.program().launch("run", "-j", "" + AT_ONCE)) {
      if (random.nextInt(100) < 60) {
        long goal = (long) log.length() + random.nextInt(30 * LINE);
        Path file = project.path(LOG);
        Eventually.holds(
            () -> "some items more",
            () -> !pawl.isAlive() || Files.exists(file) && Files.size(file) >= goal);
      }
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500)).toNanos() / (1 + stops % 4));
      pawl.signal(signal);
      Program.Result end = pawl.await();
      int expected = Map.of("KILL", 137, "INT", 130, "TERM", 143).get(signal);
      // A signal in some milliseconds of its own start takes the virtual machine by surprise.
      if (end.exit() == 1 && end.out().startsWith("Error occurred during initialization of VM")) {
        expected = 1;
      }
      int right = expected;
      assertEquals(right, end.exit(), () -> signal + " was not what ended it: " + end.told());
    }
    if (random.nextInt(4) == 0) {
      String last = project.runs().isEmpty() ? "" : last().id();
      Eventually.holds(() -> "all gone", () -> last.isEmpty() || Live.marked(last).isEmpty());
    } // else the next run has to wait for what is left of this one
  }

  private RunRecord last() throws IOException {
    return new RunRecord(project.runs().getLast());
  }

  /** The log by its whole lines. */
  private String logNow() throws IOException {
    String text = project.read(LOG);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static Stream<String> succeeded(String log) {
    return log.lines()
        .skip(1)
        .map(Json::object)
        .filter(line -> line.get("outcome").equals("succeeded"))
        .map(line -> line.get("item").toString());
  }

  private void look(String signal) throws Exception {
    compare();
    boolean often = !signal.equals("KILL") || random.nextInt(5) == 0;
    if (often && project.runs().size() > runs && !last().events().isEmpty()) {
      assertTold(signal);
    }
  }

  /** What must hold after every run. */
  private void compare() throws Exception {
    String now = logNow();
    assertTrue(now.startsWith(log), "a line of the log is gone");
    List<String> done = succeeded(now).toList();
    assertEquals(new HashSet<>(done).size(), done.size(), () -> "completed twice: " + done);
    List<String> starts = project.read("started").lines().toList();
    Set<String> again = new HashSet<>(starts.subList(started, starts.size()));
    again.retainAll(completed);
    assertEquals(Set.of(), again, "started again though they were completed");
    assertTrue(starts.containsAll(done), "completed without a start");
    log = now;
    completed = Set.copyOf(done);
    started = starts.size();
  }

  /** What a person is told between two runs. */
  private void assertTold(String signal) throws Exception {
    Listing listing = Listing.of(project.pawl("jobs", "--last", "1", "--format", "json"));
    for (Map<String, Object> run : listing.runs()) {
      assertEquals("interrupted", run.get("status"), run::toString);
      Map<String, Object> job = Listing.job(run, "a");
      assertTrue(Set.of("interrupted", "cancelled").contains(job.get("status")), job::toString);
      if (job.get("progress") instanceof String progress) {
        int told = Integer.parseInt(progress.split("/")[0]);
        assertTrue(told <= completed.size(), () -> progress + ", but " + completed.size());
      }
      String reason = String.valueOf(job.get("reason"));
      if (!signal.equals("KILL") && reason.startsWith("processed")) {
        assertEquals("processed " + completed.size() + " of " + items + " items", reason);
      }
    }
    if (project.read(".pawl/state.jsonl").contains("default/a")) {
      Program.Result why = project.pawl("state", "why", "a");
      assertTrue(why.out().startsWith("default/a is incomplete: "), why.told());
    }
  }

  private void finish() throws Exception {
    Program.Result end = project.pawl("run", "-j", "" + AT_ONCE);
    assertEquals(0, end.exit(), end.told());
    List<String> told = end.err().lines().filter(line -> line.startsWith("pawl: ")).toList();
    assertTrue(told.stream().allMatch(line -> line.contains(": interrupted, ")), end.err());
    compare();
    assertEquals(items, completed.size());
    int twice = started - items;
    assertTrue(twice <= AT_ONCE * stops, () -> twice + " items more than were in flight");
    for (Map<String, Object> run :
        Listing.of(project.pawl("jobs", "--all", "--format", "json")).runs()) {
      String status = String.valueOf(run.get("status"));
      boolean last = run.get("run").equals(last().id());
      assertEquals(last ? "succeeded" : "interrupted", status, run::toString);
    }
    Program.Result again = project.pawl("run", "--explain");
    assertTrue(
        again.err().contains("a: up to date, all " + items + " items are done"), again.err());
    assertEquals(started, project.read("started").lines().count());
    Program.Result why = project.pawl("state", "why", "a");
    assertTrue(why.out().startsWith("default/a is valid"), why.told());
  }
}
