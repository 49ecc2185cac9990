package dev.pawl.coordinator;

import dev.pawl.run.RunCommand;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What others report to the coordinator, in order of arrival. Bounded: another thread waits while
 * it is full. It belongs to the thread that made it, which empties it in every turn.
 */
final class Mailbox {
  private static final int CAPACITY = 16_384;

  private final BlockingQueue<RunCommand> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread owner = Thread.currentThread();
  private volatile Runnable wake = () -> {};

  /** How to wake the owner while it waits for something else. */
  void wakeWith(Runnable other) {
    wake = other;
  }

  void post(RunCommand command) {
    if (Thread.currentThread().equals(owner)) {
      queue.add(command);
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(command);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    wake.run();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void drainTo(List<RunCommand> commands) {
    queue.drainTo(commands);
  }
}
