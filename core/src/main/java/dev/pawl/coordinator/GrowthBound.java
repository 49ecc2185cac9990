package dev.pawl.coordinator;

import java.nio.file.Path;

/** Looks at a file that grows, until it is closed, and acts once when that is too long. */
final class GrowthBound implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 50;

  private final Path file;
  private final long most;
  private final Runnable act;
  private boolean isOver;
  private volatile boolean isPassed;

  /**
   * Begins to look.
   *
   * @param most how many bytes it may have
   * @param act on a thread of its own
   */
  GrowthBound(Path file, long most, Runnable act) {
    this.file = file;
    this.most = most;
    this.act = act;
    Thread.ofPlatform().daemon().name("pawl-growth").start(this::look);
  }

  /** Whether it has become too long. */
  boolean isPassed() {
    return isPassed;
  }

  private void look() {
    try {
      await();
    } catch (InterruptedException nobodyInterruptsIt) {
      throw new IllegalStateException(nobodyInterruptsIt);
    }
    if (isPassed) {
      act.run();
    }
  }

  private synchronized void await() throws InterruptedException {
    while (!isOver && !isPassed) {
      wait(INTERVAL_MILLIS);
      isPassed = file.toFile().length() > most;
    }
  }

  @Override
  public synchronized void close() {
    isOver = true;
    notifyAll();
  }

  /** The bound, for people. */
  @Override
  public String toString() {
    return (most >> 20) + " MB";
  }
}
