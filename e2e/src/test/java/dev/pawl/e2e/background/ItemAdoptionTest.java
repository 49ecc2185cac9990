package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinators that are killed while items of a loop are under way: these go on. */
class ItemAdoptionTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Each item leaves its pid and a line when it starts, and waits for {@code go}. */
  private static final String ITEM =
      "echo $ITEM >> started; echo $$ > $ITEM.pid; echo said by $ITEM; "
          + "while ! test -e go; do sleep 0.05; done; ";

  @TempDir Path temp;

  private BackgroundProject project(String loop) throws IOException {
    return BackgroundProject.in(temp, "jobs: { loop: { " + loop + " } }");
  }

  private static void kill(BackgroundProject project, RunRecord run) throws Exception {
    long takers = project.takers(run);
    Live.signal(project.coordinator(run), "KILL");
    Eventually.holdsWithin(
        SOON, () -> "no new coordinator", () -> project.takers(run) == takers + 1);
  }

  /** Nobody looks until the helper goes on, which is returned. */
  private static long killWithoutSuccessor(BackgroundProject project, RunRecord run)
      throws Exception {
    long coordinator = project.coordinator(run);
    long helper = project.helper(run);
    Live.signal(helper, "STOP");
    Live.signal(coordinator, "KILL");
    Eventually.holds(() -> "it lives on", () -> !Live.isAlive(coordinator));
    return helper;
  }

  /** Waits until items have said which processes they are. */
  private static Map<String, Long> pids(BackgroundProject project, String... items)
      throws Exception {
    Map<String, Long> pids = new HashMap<>();
    for (String item : items) {
      Eventually.holds(
          () -> item + " does not start",
          () -> project.project().read(item + ".pid").endsWith("\n"));
      pids.put(item, Long.parseLong(project.project().read(item + ".pid").strip()));
    }
    return pids;
  }

  private static void go(BackgroundProject project) throws IOException {
    project.project().write("go", "");
  }

  private static void goUnwatched(BackgroundProject project, Map<String, Long> pids)
      throws Exception {
    go(project);
    for (long pid : pids.values()) {
      Eventually.holds(() -> "it does not end", () -> !Live.isAlive(pid));
    }
    Eventually.holds(
        () -> "a keeper lives on",
        () -> project.alive().stream().noneMatch(one -> one.command().contains("pawl-keeper")));
  }

  private static List<String> sorted(BackgroundProject project, String file) throws IOException {
    return project.project().read(file).lines().sorted().toList();
  }

  private static List<String> completed(BackgroundProject project) throws IOException {
    return project
        .project()
        .read(".pawl/items/default/loop.jsonl")
        .lines()
        .skip(1)
        .map(Json::object)
        .filter(line -> line.get("outcome").equals("succeeded"))
        .map(line -> line.get("item").toString())
        .sorted()
        .toList();
  }

  private static void nothingIsLeft(BackgroundProject project, RunRecord run) throws Exception {
    Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
    assertFalse(run.folder().resolve("items").toFile().exists(), "files of items are left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--fresh"})
  @DisplayName("J49 when the coordinator is killed: its items go on, and none of a loop runs twice")
  void itemsGoOn(String option) throws Exception {
    String quick = "test $INDEX -gt 1 || { echo a >> started; echo said by a; exit 0; }; ";
    try (BackgroundProject project =
        project("run: '" + quick + ITEM + "', foreach: { list: [a, b, c, d, e] }, retries: 1")) {
      RunRecord run = project.detach("-j", "2", option);
      Map<String, Long> pids = pids(project, "b", "c");

      kill(project, run);

      assertTrue(pids.values().stream().allMatch(Live::isAlive), "they live on");
      assertEquals("running", project.listed(run, "loop").get("status"));
      go(project);
      project.awaitEnd(run);
      assertEquals("succeeded", run.status("loop"), run.reason("loop"));
      assertEquals(List.of("a", "b", "c", "d", "e"), sorted(project, "started"));
      assertEquals(pids, pids(project, "b", "c"));
      assertEquals(1, run.attempts("loop"));
      String log = run.log("loop");
      for (String item : List.of("1: a", "2: b", "3: c", "4: d", "5: e")) {
        String section = "=== " + item + "\nsaid by " + item.substring(3) + "\n";
        assertTrue(log.contains(section), log);
      }
      assertEquals(10, log.lines().count(), log);
      assertEquals(List.of("a", "b", "c", "d", "e"), completed(project));
      nothingIsLeft(project, run);
      Program.Result again = project.pawl("run");
      assertTrue(again.err().contains("1 up to date"), again.told());
    }
  }

  @Test
  @DisplayName("neighbour of J49: what ends with 0 while nobody drives the run is not done again")
  void successWhileNobodyDrives() throws Exception {
    try (BackgroundProject project =
        project("run: '" + ITEM + " echo done', foreach: { list: [a, b, c] }, grace: 1s")) {
      RunRecord lost = project.detach("-j", "2");
      Map<String, Long> pids = pids(project, "a", "b");
      project.killDrivers(lost);
      goUnwatched(project, pids);

      Program.Result run = project.pawl("run");

      assertEquals(0, run.exit(), run.told());
      assertEquals(List.of("a", "b", "c"), sorted(project, "started"));
      assertEquals(List.of("a", "b", "c"), completed(project));
      RunRecord next = new RunRecord(project.project().runs().getLast());
      for (String item : List.of("a", "b", "c")) {
        assertTrue(next.log("loop").contains("said by " + item + "\ndone\n"), next.log("loop"));
      }
      assertEquals("interrupted", lost.status("loop"));
      assertTrue(project.pawl("run").err().contains("1 up to date"));
    }
  }

  @Test
  @DisplayName(
      "neighbour of J49: who lives when a run is found lost is stopped, and counts as such")
  void whoIsStoppedHasNotSucceeded() throws Exception {
    String item = "trap \"exit 0\" TERM; " + ITEM;
    try (BackgroundProject project =
        project("run: '" + item + "', foreach: { list: [a, b] }, grace: 5s")) {
      RunRecord lost = project.detach("-j", "1");
      Map<String, Long> pids = pids(project, "a");
      project.killDrivers(lost);

      Program.Result cancel = project.pawl("cancel", lost.id());

      assertEquals(3, cancel.exit(), cancel.told());
      assertFalse(Live.isAlive(pids.get("a")));
      go(project);
      assertEquals(0, project.pawl("run").exit());
      assertEquals(List.of("a", "a", "b"), sorted(project, "started"));
    }
  }

  @Test
  @DisplayName(
      "neighbour of J49: an item that fails while nobody looks is tried as its retries say")
  void failureWhileNobodyLooks() throws Exception {
    String once = "test -e $ITEM.tried || { touch $ITEM.tried; exit 3; }";
    try (BackgroundProject project =
        project(
            "run: '"
                + ITEM
                + once
                + "', retries: { limit: 1, delay: 100ms }, "
                + "foreach: { list: [a, b] }")) {
      RunRecord run = project.detach("-j", "2");
      Map<String, Long> pids = pids(project, "a", "b");
      long helper = killWithoutSuccessor(project, run);
      goUnwatched(project, pids);
      Live.signal(helper, "CONT");

      project.awaitEnd(run);

      assertEquals("succeeded", run.status("loop"), run.reason("loop"));
      assertEquals(List.of("a", "a", "b", "b"), sorted(project, "started"));
      String log = run.log("loop");
      assertTrue(log.contains("=== 2: b\nsaid by b\n"), log);
      assertTrue(log.contains("=== 2: b (attempt 2)\nsaid by b\n"), log);
      nothingIsLeft(project, run);
    }
  }

  @Test
  @DisplayName("neighbour of J49: without retries it has failed, and its loop with it")
  void failureForGood() throws Exception {
    try (BackgroundProject project =
        project("run: '" + ITEM + "test $ITEM != a', foreach: { list: [a, b, c] }")) {
      RunRecord run = project.detach("-j", "2");
      Map<String, Long> pids = pids(project, "a", "b");
      long helper = killWithoutSuccessor(project, run);
      goUnwatched(project, pids);
      Live.signal(helper, "CONT");

      project.awaitEnd(run);

      assertEquals("failed", run.status("loop"));
      assertEquals("1 of 3 items failed: a (exit code 1); 1 did not run", run.reason("loop"));
      assertEquals(List.of("a", "b"), sorted(project, "started"));
      assertEquals(List.of("b"), completed(project));
      nothingIsLeft(project, run);
    }
  }

  /** When the last coordinator went on with it. */
  private static Instant takenOver(RunRecord run) throws IOException {
    return run.events().stream()
        .filter(event -> event.get("event").equals("TakenOver"))
        .map(event -> Instant.parse(event.get("at").toString()))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @Test
  @DisplayName("neighbour of J49: the timeout of an item goes on with it")
  void theTimeoutGoesOn() throws Exception {
    try (BackgroundProject project =
        project("run: '" + ITEM + "', timeout: 3s, grace: 1s, foreach: { list: [a] }")) {
      RunRecord run = project.detach();
      long start = System.nanoTime();
      Map<String, Long> pids = pids(project, "a");
      Eventually.holds(
          () -> "time stands still",
          () -> System.nanoTime() - start > Duration.ofSeconds(2).toNanos());

      kill(project, run);

      Eventually.holds(() -> "it is not stopped", () -> !Live.isAlive(pids.get("a")));
      Instant gone = Instant.now();
      project.awaitEnd(run);
      Duration left = Duration.between(takenOver(run), gone);
      assertTrue(left.compareTo(Duration.ofMillis(2500)) < 0, left + ", and not the whole 3 s");
      assertEquals("1 of 1 items failed: a (timed out after 3s)", run.reason("loop"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":loop"})
  @DisplayName("neighbour of J49: a cancel right after the takeover leaves no process")
  void cancelled(String job) throws Exception {
    String slow =
        "test -e slow && while ! test -e listed; do sleep 0.05; done; printf \"a\\nb\\n\"";
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              loop:
                run: '%s'
                grace: 2s
                foreach: { run: '%s' }
              other: { run: 'while ! test -e go; do sleep 0.05; done' }
            """
                .formatted(ITEM, slow))) {
      RunRecord run = project.detach("-j", "3");
      Map<String, Long> pids = pids(project, "a", "b");
      project.project().write("slow", ""); // the next one is still listing when it is cancelled
      kill(project, run);

      Program.Result cancel = project.pawl("cancel", run.id() + job);

      assertEquals(0, cancel.exit(), cancel.told());
      assertEquals("cancelled", run.status("loop"));
      assertTrue(pids.values().stream().noneMatch(Live::isAlive), "an item lives on");
      go(project);
      project.awaitEnd(run);
      assertEquals(job.isEmpty() ? "cancelled" : "succeeded", run.status("other"));
      nothingIsLeft(project, run);
      assertEquals(List.of("a", "b"), sorted(project, "started"));
    }
  }

  @Test
  @DisplayName("neighbour of J49: an item that is in the list no more is stopped, the others go on")
  void theListHasChanged() throws Exception {
    try (BackgroundProject project =
        project("run: '" + ITEM + "', grace: 2s, foreach: { lines: list }")) {
      project.project().write("list", "a\nb\nc\n");
      RunRecord run = project.detach("-j", "3");
      Map<String, Long> pids = pids(project, "a", "b", "c");
      long helper = killWithoutSuccessor(project, run);
      project.project().write("list", "x\na\nc\n");
      Live.signal(helper, "CONT");

      Eventually.holds(() -> "b lives on", () -> !Live.isAlive(pids.get("b")));
      pids(project, "x");
      assertTrue(Live.isAlive(pids.get("a")) && Live.isAlive(pids.get("c")), "they live on");

      go(project);
      project.awaitEnd(run);
      assertEquals("succeeded", run.status("loop"), run.reason("loop"));
      assertEquals(List.of("a", "b", "c", "x"), sorted(project, "started"));
      assertEquals(List.of("a", "c", "x"), completed(project));
      nothingIsLeft(project, run);
    }
  }

  @Test
  @DisplayName(
      "L03 over five kill -9 of its coordinators every item of a loop is done exactly once")
  void fiveKills() throws Exception {
    long seed = Long.getLong("item.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<String> all = IntStream.rangeClosed(101, 120).mapToObj(i -> "i" + i).toList();
    String item = "echo $ITEM >> started; sleep 0.$((INDEX % 7 + 1)); echo $ITEM >> ended";
    try (BackgroundProject project =
        project("run: '" + item + "', foreach: { list: [" + String.join(",", all) + "] }")) {
      RunRecord run = project.detach("-j", "2");
      List<String> told = new ArrayList<>();
      for (int times = 0; times < 5 && run.status().isEmpty(); times++) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
        told.add(project.project().read("started").lines().count() + " started");
        if (run.status().isEmpty()) {
          kill(project, run);
        }
      }
      project.awaitEnd(run);
      String what = "-Ditem.seed=" + seed + ": " + told;
      assertEquals("succeeded", run.status("loop"), what);
      assertEquals(all, sorted(project, "started"), what);
      assertEquals(all, sorted(project, "ended"), what);
      assertEquals(all, completed(project), what);
      nothingIsLeft(project, run);
    }
  }
}
