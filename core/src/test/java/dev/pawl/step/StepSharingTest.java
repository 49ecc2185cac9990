package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StepSharingTest {
  private static final int CHANGES = 600;
  private static final StepName COUNTER = Steps.name("counter");

  @TempDir private Path project;

  /** Counts up, many times: what {@link #count} does, in a process of its own. */
  public static void main(String[] args) {
    try (StepLedger ledger = open(Path.of(args[0]))) {
      count(ledger, args[1], true);
    }
  }

  private static StepLedger open(Path project) {
    return StepLedger.open(
        project,
        Sync.GROUPED,
        notice -> {
          throw new IllegalStateException(notice);
        });
  }

  /** Two lines a change: a counter shared with all others, and a step of its own. */
  private static void count(StepLedger ledger, String own, boolean compacts) {
    for (int change = 0; change < CHANGES; change++) {
      StepName mine = Steps.name(own + "/" + change);
      ledger.change(draft -> {
        int last = draft.find(COUNTER).flatMap(StepEntry::hash).map(Integer::parseInt).orElse(0);
        draft.put(Steps.complete(COUNTER.value(), "" + (last + 1)));
        draft.put(Steps.complete(mine.value(), "" + (last + 1)));
        return 0;
      });
      if (compacts && change % 97 == 0) {
        ledger.compact();
      }
      if (change % 10 == 0 && ledger.look().find(mine).isEmpty()) {
        throw new IllegalStateException(mine + " was lost");
      }
    }
  }

  private void assertAllThere(String... owners) throws IOException {
    try (StepLedger ledger = open(project)) {
      Snapshot now = ledger.look();
      assertEquals(1 + owners.length * CHANGES, now.size());
      assertEquals(
          "" + owners.length * CHANGES, now.find(COUNTER).orElseThrow().hash().orElseThrow());
      assertEquals(
          owners.length * CHANGES,
          now.entries().stream()
              .filter(entry -> !entry.name().equals(COUNTER))
              .map(StepEntry::hash)
              .distinct()
              .count(),
          "every change saw the one before");
    }
    for (String line : Files.readAllLines(project.resolve(".pawl/state.jsonl"))) {
      assertTrue(line.startsWith("{\"step_name\":") && line.contains(",\"crc\":\""), line);
    }
  }

  @Test
  @Timeout(120)
  @DisplayName("L30 two processes share a ledger, also while both compact it: no line is lost")
  void twoProcesses() throws Exception {
    Process one = elsewhere("one");
    Process two = elsewhere("two");
    try (StepLedger ledger = open(project)) {
      int seen = 0;
      while (one.isAlive() || two.isAlive()) {
        int now = ledger.look().size();
        assertTrue(now >= seen, "a look went back from " + seen + " to " + now);
        seen = now;
        Thread.sleep(1);
      }
    }
    assertEquals("", told(one) + told(two));
    assertAllThere("one", "two");
  }

  private Process elsewhere(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StepSharingTest.class.getName(),
            project.toString(),
            name)
        .redirectErrorStream(true)
        .start();
  }

  private static String told(Process process) throws Exception {
    String told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? told : told + " exit " + process.exitValue();
  }

  @Test
  @Timeout(120)
  @DisplayName("L30 threads share a ledger, and several ledgers of one process the file")
  void threads() throws Exception {
    try (StepLedger shared = open(project);
        StepLedger other = open(project)) {
      List<Throwable> failures = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      Map<String, StepLedger> work = Map.of("a", shared, "b", shared, "c", other);
      work.forEach((name, ledger) ->
          threads.add(
              Thread.ofPlatform()
                  .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                  .start(() -> count(ledger, name, name.equals("c")))));
      for (Thread thread : threads) {
        thread.interrupt(); // nobody may lose the file or the lock by that
        thread.join();
      }
      assertEquals(List.of(), failures);
    }
    assertAllThere("a", "b", "c");
  }

  @Test
  @DisplayName("L10 100,000 entries open in less than 200 MB, and in time that grows as they do")
  void largeLedgersOpen() {
    long few = opened(10_000);
    long many = opened(100_000);
    // How many milliseconds that are is measured by bench/compare.
    assertTrue(many < 40 * Math.max(few, 5), few + " ms of CPU became " + many);
  }

  /** The CPU time of the best of three, in milliseconds. */
  private long opened(int entries) {
    fill(entries);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = used();
      long start = cpuMillis();
      try (StepLedger ledger = open(project)) {
        Snapshot now = ledger.look();
        best = Math.min(best, cpuMillis() - start);
        assertEquals(entries, now.size());
        long held = used() - before;
        assertTrue(held < 200_000_000, "holds " + held);
        Reference.reachabilityFence(now);
      }
    }
    return best;
  }

  @Test
  @DisplayName("L10 10,000 single appends, also to a large ledger")
  void manyAppends() {
    fill(50_000);
    try (StepLedger ledger = open(project)) {
      ledger.look();
      long start = cpuMillis();
      for (int step = 0; step < 10_000; step++) {
        StepEntry line = Steps.complete("w/step-" + step, "2");
        ledger.change(draft -> {
          draft.put(line);
          return 0;
        });
      }
      long took = cpuMillis() - start;
      assertTrue(took < 2_000, "took " + took + " ms CPU");
    }
  }

  private void fill(int steps) {
    try (StepLedger ledger = open(project)) {
      ledger.change(draft -> {
        for (int step = 0; step < steps; step++) {
          draft.put(Steps.full("w/step-" + step));
        }
        return 0;
      });
    }
  }

  /** Of this thread: others work on the machine, too. */
  private static long cpuMillis() {
    return TimeUnit.NANOSECONDS.toMillis(
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
