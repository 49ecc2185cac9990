package dev.pawl.coordinator;

import dev.pawl.model.RunId;
import dev.pawl.process.Identity;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a run whose coordinator was killed has left alive, until its helper has stopped it. */
public final class Leftovers {
  private static final long LOOK_NANOS = 50_000_000;

  private Leftovers() {}

  /** Whether a process of this run lives. */
  public static boolean any(RunId run) {
    return !Identity.findByCookie(run + ":").isEmpty();
  }

  /** Waits until no process of this run lives, at most that long. */
  public static void await(RunId run, Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    while (any(run) && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
