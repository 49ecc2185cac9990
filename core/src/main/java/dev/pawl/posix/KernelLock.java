package dev.pawl.posix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on a file of its own, given back by the kernel when its holder dies.
 *
 * <p>POSIX record locks (fcntl(2)) belong to the process and are all lost as soon as any descriptor
 * of that file is closed in it. So a process keeps one channel per lock file, shared by all its
 * openers; among themselves they take turns. The file is empty and never replaced: a lock on a
 * renamed-over file guards nothing. Who holds it may delete it, if what it guarded is gone for
 * good.
 */
public final class KernelLock implements AutoCloseable {
  /** What all openers of one file in this process share. */
  private static final class Shared {
    final FileChannel channel;
    private boolean taken;
    int openers;

    Shared(FileChannel channel) {
      this.channel = channel;
    }

    synchronized boolean tryTurn() {
      boolean free = !taken;
      taken = true;
      return free;
    }

    synchronized void awaitTurn() throws InterruptedException {
      while (taken) {
        wait();
      }
      taken = true;
    }

    synchronized void endTurn() {
      taken = false;
      notifyAll();
    }
  }

  private static final Map<Path, Shared> OPEN = new HashMap<>();

  private final Path key;
  private final Shared shared;
  private @Nullable FileLock held;
  private boolean closed;

  private KernelLock(Path key, Shared shared) {
    this.key = key;
    this.shared = shared;
  }

  /** Opens the lock file, creating it (its folder must exist). Nothing is locked yet. */
  public static KernelLock open(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path folder = (parent == null ? file.toAbsolutePath() : parent).toRealPath();
    Path key = folder.resolve(file.getFileName());
    synchronized (OPEN) {
      Shared shared = OPEN.get(key);
      if (shared == null) {
        shared =
            new Shared(FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        OPEN.put(key, shared);
      }
      shared.openers++;
      return new KernelLock(key, shared);
    }
  }

  /** Takes the lock if it is free in this and all other processes. True also if already held. */
  public synchronized boolean tryLock() throws IOException {
    if (held != null) {
      return true;
    }
    if (!shared.tryTurn()) {
      return false;
    }
    return take(false);
  }

  /** Waits for the lock without limit. */
  public synchronized void lock() throws IOException, InterruptedException {
    if (held == null) {
      shared.awaitTurn();
      take(true);
    }
  }

  /** Waits for at most {@code millis}; false if it was not free in time. Asks every 10 ms. */
  public boolean lock(long millis) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!tryLock()) {
      if (System.nanoTime() - start >= millis * 1_000_000) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  public synchronized boolean isHeld() {
    return held != null;
  }

  /** Gives the lock back; no effect if it is not held. */
  public synchronized void release() throws IOException {
    FileLock lock = held;
    if (lock != null) {
      held = null;
      try {
        lock.release();
      } finally {
        shared.endTurn();
      }
    }
  }

  /** Gives the lock back and, as the last opener in this process, closes the file. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    release();
    synchronized (OPEN) {
      if (--shared.openers == 0) {
        OPEN.remove(key);
        shared.channel.close();
      }
    }
  }

  private boolean take(boolean wait) throws IOException {
    FileLock lock = null;
    try {
      lock = wait ? shared.channel.lock() : shared.channel.tryLock();
      held = lock;
      return lock != null;
    } finally {
      if (lock == null) {
        shared.endTurn();
      }
    }
  }
}
