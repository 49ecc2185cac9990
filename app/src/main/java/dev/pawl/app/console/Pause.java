package dev.pawl.app.console;

import java.time.Duration;

/**
 * Asks the painter to write nothing for a while, because a job owns the terminal. One thread asks,
 * the painter answers; who asks waits for the answer, but never long: the painter may be stuck at a
 * terminal that takes nothing, and then it writes nothing either.
 */
final class Pause {
  private boolean wanted;
  private boolean begun;

  /** Asks for a pause and waits until the painter has begun it, but not longer than that. */
  synchronized void begin(Runnable wakePainter, Duration patience) {
    wanted = true;
    wakePainter.run();
    long until = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (!begun && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = Duration.ofNanos(until - System.nanoTime()).toMillis();
    }
  }

  /** The terminal is the painter's again. */
  synchronized void end() {
    wanted = false;
    begun = false;
  }

  /** For the painter: whether it is to write nothing. */
  synchronized boolean isWanted() {
    return wanted;
  }

  /** For the painter: it has made room and writes nothing from now on. */
  synchronized void tellBegun() {
    begun = wanted;
    notifyAll();
  }

  /** For the painter: whether it has told so. */
  synchronized boolean hasBegun() {
    return begun;
  }
}
