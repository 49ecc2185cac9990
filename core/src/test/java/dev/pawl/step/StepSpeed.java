package dev.pawl.step;

import dev.pawl.model.Project.Sync;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prints how fast (wall clock, and the working thread's CPU time) a ledger is written and read, and
 * what it holds. Nothing is asserted.
 */
final class StepSpeed {
  private static final int STEPS = 100_000;
  private static final int APPENDS = 10_000;

  private StepSpeed() {}

  public static void main(String[] args) throws Exception {
    for (int round = 0; round < 3; round++) {
      Path project = Files.createTempDirectory("pawl-step-speed");
      try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, System.out::println)) {
        timed("single appends to an empty ledger", () -> appends(ledger, "s"));
        timed("large change", () -> large(ledger));
        timed("single appends to a large ledger", () -> appends(ledger, "w/step-"));
        timed("the same with a look each", () -> looks(ledger));
      }
      long before = used();
      Snapshot held;
      try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, System.out::println)) {
        timed("open " + Files.size(project.resolve(".pawl/state.jsonl")), ledger::look);
        held = ledger.look();
        System.out.println("holds " + (used() - before) / (1 << 20) + " MB");
        timed(
            "verdicts",
            () -> {
              Validity validity = new Validity(ledger.look(), Contents.UNSEEN, Steps.NOON);
              ledger.look().entries().forEach(entry -> validity.of(entry.name()));
            });
        timed("compact", ledger::compact);
        System.out.println(held.size() + " steps");
      }
    }
  }

  private static void appends(StepLedger ledger, String prefix) {
    for (int step = 0; step < APPENDS; step++) {
      StepEntry entry = Steps.full(prefix + step);
      ledger.change(draft -> {
        draft.put(entry);
        return 0;
      });
    }
  }

  private static void looks(StepLedger ledger) {
    for (int step = 0; step < APPENDS; step++) {
      StepEntry entry = Steps.full("w/step-" + step);
      ledger.change(draft -> {
        draft.put(entry);
        return 0;
      });
      if (ledger.look().find(entry.name()).isEmpty()) {
        throw new IllegalStateException(entry.name() + " was lost");
      }
    }
  }

  private static void large(StepLedger ledger) {
    List<StepEntry> entries = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      entries.add(Steps.full("w/step-" + step));
    }
    ledger.change(draft -> {
      entries.forEach(draft::put);
      return 0;
    });
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void timed(String what, Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    System.out.printf(
        "%-40s %6d ms %6d ms CPU%n",
        what,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - cpu));
  }
}
