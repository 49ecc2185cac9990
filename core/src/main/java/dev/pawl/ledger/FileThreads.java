package dev.pawl.ledger;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where files are read and written: on the thread that asks, or for a virtual one, which locks and
 * hashes would pin, on a platform thread of the ledger. An interrupt of who waits takes effect
 * after that.
 */
final class FileThreads implements AutoCloseable {
  private static final int THREADS = 4;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), FileThreads::thread);

  FileThreads() {
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("pawl-ledger").unstarted(work);
  }

  /**
   * Does it and waits for it.
   *
   * @throws LedgerException if a file is broken or damaged
   */
  <T> T call(Supplier<T> task) {
    try {
      return Thread.currentThread().isVirtual() ? handOver(task) : task.get();
    } catch (BrokenFileException | DamagedFileException e) {
      throw new LedgerException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The same for what has no result. */
  void run(Runnable task) {
    call(() -> {
      task.run();
      return true;
    });
  }

  private <T> T handOver(Supplier<T> task) {
    try {
      return CompletableFuture.supplyAsync(task, pool).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** Ends the threads, when what they do is done. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
