package dev.pawl.step;

import dev.pawl.posix.DurableFiles;
import dev.pawl.posix.KernelLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code .pawl/locks/ledger}: held for one read-change-write. Belongs to the thread that changes
 * the ledger; other ledgers of this process are kept out as other processes are.
 *
 * <p>The wait asks again and again instead of blocking in the kernel, because an interrupt of a
 * thread that blocks there closes the lock file.
 */
final class LedgerLock implements AutoCloseable {
  private static final long SHORTEST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private final Path folder;
  private @Nullable KernelLock lock;

  LedgerLock(Path pawl) {
    this.folder = pawl.resolve("locks");
  }

  /** Waits for the lock, without limit and whatever interrupts come. */
  void take() throws IOException {
    KernelLock opened = opened();
    boolean interrupted = false;
    for (long pause = SHORTEST_PAUSE_NANOS;
        !opened.tryLock();
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(this, pause);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void release() throws IOException {
    if (lock != null) {
      lock.release();
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private KernelLock opened() throws IOException {
    KernelLock known = lock;
    if (known == null) {
      DurableFiles.makeFolders(folder, DurableFiles.OWNER_ONLY);
      known = KernelLock.open(folder.resolve("ledger"));
      lock = known;
    }
    return known;
  }
}
