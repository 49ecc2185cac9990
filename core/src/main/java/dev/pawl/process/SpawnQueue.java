package dev.pawl.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that nobody waits for, carried out by threads of their own.
 *
 * <p>A spawn takes as long as its child needs to get to its exec, which on a busy machine is most
 * of what a short job takes; exits are served meanwhile. One thread would be busy with short jobs
 * for nine tenths of the time and leave a processor idle for one; a second one makes up for that, a
 * third would add nothing. No longer than the number of processes that a run may have at a time.
 */
final class SpawnQueue implements AutoCloseable {
  /** Longer than any grace: no stop was ordered. */
  private static final Duration NO_STOP = Duration.ofSeconds(Long.MAX_VALUE);

  /** How long a report may wait for a turn of the reader that begins without it. */
  private static final long QUIET_MILLIS = 2;

  private static final long CLOSE_MILLIS = 5_000;
  private static final int MOST_THREADS = 2;

  private final BlockingQueue<SpawnRequest> queue = new LinkedBlockingQueue<>();
  private final Map<Scope, Duration> stops = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger idle = new AtomicInteger();
  private final Consumer<SpawnRequest> spawn;
  private final Runnable remind;

  /**
   * @param spawn carries a request out, and leaves its report for the reader's next turn; called by
   *     several threads at a time
   * @param remind begins a turn if a report still waits for one
   */
  SpawnQueue(Consumer<SpawnRequest> spawn, Runnable remind) {
    this.spawn = spawn;
    this.remind = remind;
  }

  /** Asks for a process. */
  void add(SpawnRequest request) {
    expect(request.scope());
    queue.add(request);
    synchronized (threads) {
      if (threads.size() < MOST_THREADS && queue.size() > idle.get()) {
        begin();
      }
    }
  }

  /** Where the machine has no thread left for it, those that are there do its work, or this one. */
  private void begin() {
    try {
      threads.add(Thread.ofPlatform().daemon().name("pawl-spawner").start(this::run));
    } catch (OutOfMemoryError none) {
      SpawnRequest waiting = threads.isEmpty() ? queue.poll() : null;
      if (waiting != null) {
        spawn.accept(waiting);
      }
    }
  }

  /** Says that a process will be there soon, so that a stop can be ordered ahead. */
  void expect(Scope scope) {
    stops.put(scope, NO_STOP);
  }

  /** Remembers a stop; false if the process is not expected: it is there, or never was. */
  boolean stopAhead(Scope scope, Duration grace) {
    return stops.computeIfPresent(scope, (s, g) -> grace.compareTo(g) < 0 ? grace : g) != null;
  }

  /** Whether nothing is expected. */
  boolean isEmpty() {
    return stops.isEmpty();
  }

  /** Whether a stop was ordered ahead. */
  boolean isStopped(Scope scope) {
    return !NO_STOP.equals(stops.getOrDefault(scope, NO_STOP));
  }

  /**
   * A process is there and known to whoever orders stops, or never will be: from now on stops are
   * theirs.
   *
   * @return the grace of a stop that was ordered ahead, else null
   */
  @Nullable Duration arrived(Scope scope) {
    Duration grace = stops.remove(scope);
    return NO_STOP.equals(grace) ? null : grace;
  }

  private void run() {
    try {
      while (true) {
        spawn.accept(next());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private SpawnRequest next() throws InterruptedException {
    SpawnRequest waiting = queue.poll();
    if (waiting != null) {
      return waiting;
    }
    idle.incrementAndGet();
    try {
      SpawnRequest soon = queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      if (soon != null) {
        return soon;
      }
      remind.run();
      return queue.take();
    } finally {
      idle.decrementAndGet();
    }
  }

  /** Waits for the spawns that are under way, 5 s each at most; what still waits is not started. */
  @Override
  public void close() {
    List<Thread> started;
    synchronized (threads) {
      started = List.copyOf(threads);
    }
    started.forEach(Thread::interrupt);
    try {
      for (Thread thread : started) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
