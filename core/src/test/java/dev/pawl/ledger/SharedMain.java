package dev.pawl.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Program of a test: completes steps of its own on several threads, and tries one of all. Prints
 * how often it was at work on that.
 */
final class SharedMain {
  static final int THREADS = 4;
  static final int STEPS = 25;

  private SharedMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments[1];
    AtomicInteger times = new AtomicInteger();
    try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
      List<Thread> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String own = name + "-" + thread;
        Thread.Builder kind = thread % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
        threads.add(kind.start(() -> work(ledger, own, times)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println(times);
  }

  private static void work(Ledger ledger, String own, AtomicInteger times) {
    for (int step = 0; step < STEPS; step++) {
      ledger.step("shared/%s-%d".formatted(own, step)).run(work -> 1).orThrow();
      Outcome<Integer> all =
          ledger
              .step("shared/all")
              .key("step", step)
              .run(work -> {
                times.incrementAndGet();
                Thread.sleep(2); // the work: long enough that others find the step busy
                return 1;
              });
      if (all instanceof Outcome.Failed || all instanceof Outcome.NotReady) {
        throw new IllegalStateException(all.toString());
      }
    }
  }
}
