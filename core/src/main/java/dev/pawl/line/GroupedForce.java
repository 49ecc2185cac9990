package dev.pawl.line;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forces a file a moment after it was written, on a daemon thread that sleeps while nothing is
 * asked for. The thread starts with the first request and ends with the first failure.
 */
final class GroupedForce implements AutoCloseable {
  /** Leaves a force 10 of the 50 ms that Pawl promises. */
  private static final long DELAY_MILLIS = 40;

  private final Runnable force;
  private final Consumer<BrokenFileException> onBroken;
  private @Nullable Thread thread;
  private boolean requested;
  private boolean closed;

  GroupedForce(Runnable force, Consumer<BrokenFileException> onBroken) {
    this.force = force;
    this.onBroken = onBroken;
  }

  /** Asks for a force within the delay. */
  synchronized void request() {
    if (requested) {
      return;
    }
    requested = true;
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("pawl-line-force").start(this::run);
    }
    notifyAll();
  }

  /** Ends the thread; a force that is under way goes on. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void run() {
    try {
      while (awaitRequest()) {
        force.run();
      }
    } catch (BrokenFileException e) {
      onBroken.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a request and then for the delay; false when there will be none. */
  private synchronized boolean awaitRequest() throws InterruptedException {
    while (!requested && !closed) {
      wait();
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS);
    for (long left = DELAY_MILLIS; left > 0 && !closed; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    requested = false;
    return !closed;
  }
}
