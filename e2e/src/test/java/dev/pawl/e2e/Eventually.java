package dev.pawl.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come to be, by looking often. */
public final class Eventually {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final long PAUSE = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /** Waits until {@code condition} holds; after half a minute the test fails with {@code what}. */
  public static void holds(Supplier<String> what, Callable<Boolean> condition) throws Exception {
    holdsWithin(BOUND, what, condition);
  }

  /** The same with another bound, which belongs to the promise that is tested. */
  public static void holdsWithin(Duration bound, Supplier<String> what, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + bound + ": " + what.get());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
