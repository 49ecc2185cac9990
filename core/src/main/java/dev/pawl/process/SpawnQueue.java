package dev.pawl.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Requests that nobody waits for, carried out one after the other by a thread of their own.
 *
 * <p>A spawn takes as long as its child needs to get to its exec, which on a busy machine is most
 * of what a short job takes; exits are served meanwhile. One thread is the best number: two of them
 * fight over the address space that vfork(2) shares with each child. No longer than the number of
 * processes that a run may have at a time.
 */
final class SpawnQueue implements AutoCloseable {
  /** Longer than any grace: no stop was ordered. */
  private static final Duration NO_STOP = Duration.ofSeconds(Long.MAX_VALUE);

  /** How long a report may wait for a turn of the reader that begins without it. */
  private static final long QUIET_MILLIS = 2;

  private static final long CLOSE_MILLIS = 5_000;

  private final BlockingQueue<SpawnRequest> queue = new LinkedBlockingQueue<>();
  private final Map<Scope, Duration> stops = new HashMap<>();
  private final Consumer<SpawnRequest> spawn;
  private final Runnable remind;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pawl-spawner").unstarted(this::run);

  /**
   * @param spawn carries a request out, and leaves its report for the reader's next turn
   * @param remind begins a turn if a report still waits for one
   */
  SpawnQueue(Consumer<SpawnRequest> spawn, Runnable remind) {
    this.spawn = spawn;
    this.remind = remind;
  }

  /** Asks for a process. */
  synchronized void add(SpawnRequest request) {
    expect(request.scope());
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    queue.add(request);
  }

  /** Says that a process will be there soon, so that a stop can be ordered ahead. */
  synchronized void expect(Scope scope) {
    stops.put(scope, NO_STOP);
  }

  /** Remembers a stop; false if the process is not expected: it is there, or never was. */
  synchronized boolean stopAhead(Scope scope, Duration grace) {
    return stops.computeIfPresent(scope, (s, g) -> grace.compareTo(g) < 0 ? grace : g) != null;
  }

  /** Whether nothing is expected. */
  synchronized boolean isEmpty() {
    return stops.isEmpty();
  }

  /** Whether a stop was ordered ahead. */
  synchronized boolean isStopped(Scope scope) {
    return !NO_STOP.equals(stops.getOrDefault(scope, NO_STOP));
  }

  /**
   * A process is there, or never will be: runs {@code known}, then tells of a stop ordered ahead.
   */
  void arrived(Scope scope, Runnable known, Consumer<Duration> stop) {
    Duration grace;
    synchronized (this) {
      known.run();
      grace = stops.remove(scope);
    }
    if (grace != null && !grace.equals(NO_STOP)) {
      stop.accept(grace);
    }
  }

  private void run() {
    try {
      while (true) {
        SpawnRequest request = queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        if (request == null) {
          remind.run();
          request = queue.take();
        }
        spawn.accept(request);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the spawn that is under way, 5 s at most; what still waits is not started. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
