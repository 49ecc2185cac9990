package dev.pawl.content;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does many readings on a few daemon threads and the caller's. The threads are made when there is
 * enough to do and end when there is nothing; the queue holds a task for each of them and caller.
 */
final class Readings {
  /** Below both of these a second thread costs more than it saves. */
  private static final int MANY = 64;

  private static final long LARGE = 1 << 20;
  private static final int THREADS = Math.min(Runtime.getRuntime().availableProcessors(), 8) - 1;

  /** One file to read. */
  interface Task {
    long bytes();

    void read() throws UnreadableContentException;
  }

  private @Nullable ExecutorService pool;

  /** Does all tasks; of several that fail, the first in the list is thrown. */
  void doAll(List<? extends Task> tasks) throws UnreadableContentException {
    if (THREADS == 0 || tasks.size() < 2 || tasks.size() < MANY && bytes(tasks) < LARGE) {
      for (Task task : tasks) {
        task.read();
      }
      return;
    }
    Batch batch = new Batch(tasks, Math.min(THREADS, tasks.size() - 1));
    for (int i = 0; i < batch.helpers; i++) {
      pool().execute(batch);
    }
    batch.work();
    batch.await();
    batch.throwFailure();
  }

  private static long bytes(List<? extends Task> tasks) {
    long bytes = 0;
    for (Task task : tasks) {
      bytes += task.bytes();
    }
    return bytes;
  }

  private synchronized ExecutorService pool() {
    if (pool == null) {
      ThreadPoolExecutor made =
          new ThreadPoolExecutor(
              THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Readings::thread);
      made.allowCoreThreadTimeOut(true);
      pool = made;
    }
    return pool;
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("pawl-reader").unstarted(work);
  }

  private static final class Batch implements Runnable {
    final int helpers;
    private final List<? extends Task> tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch working;
    private int failedAt = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    Batch(List<? extends Task> tasks, int helpers) {
      this.tasks = tasks;
      this.helpers = helpers;
      working = new CountDownLatch(helpers);
    }

    @Override
    public void run() {
      try {
        work();
      } finally {
        working.countDown();
      }
    }

    void work() {
      for (int at = next.getAndIncrement(); at < tasks.size(); at = next.getAndIncrement()) {
        try {
          tasks.get(at).read();
        } catch (UnreadableContentException | RuntimeException | Error e) {
          failed(at, e);
        }
      }
    }

    /** What comes before in the list was begun before, so it is known when all have ended. */
    private synchronized void failed(int at, Throwable cause) {
      next.set(tasks.size());
      if (at < failedAt) {
        failedAt = at;
        failure = cause;
      }
    }

    /** Not to be interrupted: the readings write into what the caller goes on with. */
    void await() {
      boolean interrupted = false;
      while (working.getCount() > 0) {
        try {
          working.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized void throwFailure() throws UnreadableContentException {
      switch (failure) {
        case null -> {}
        case UnreadableContentException e -> throw e;
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new AssertionError(failure);
      }
    }
  }
}
