package dev.pawl.coordinator;

import dev.pawl.run.RunCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What is reported to the coordinator, in order of arrival per thread. Bounded: another thread
 * waits while it is full; the thread that made it never does, and empties it in every turn.
 */
final class Mailbox {
  private static final int CAPACITY = 16_384;

  private final BlockingQueue<RunCommand> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Deque<RunCommand> own = new ArrayDeque<>();
  private final Thread owner = Thread.currentThread();
  private volatile Runnable wake = () -> {};
  private volatile boolean stopping;

  /** How to wake the owner while it waits for something else. */
  void wakeWith(Runnable other) {
    wake = other;
  }

  void post(RunCommand command) {
    if (command instanceof RunCommand.StopRun) {
      stopping = true;
    }
    if (Thread.currentThread().equals(owner)) {
      own.add(command);
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

  /** The same for another thread that must not wait; false when there is no room. */
  boolean offer(RunCommand command) {
    if (!queue.offer(command)) {
      return false;
    }
    if (command instanceof RunCommand.StopRun) {
      stopping = true;
    }
    wake.run();
    return true;
  }

  /** Whether a stop of the run was ever posted; true before anybody has read it. */
  boolean isStopping() {
    return stopping;
  }

  boolean isEmpty() {
    return own.isEmpty() && queue.isEmpty();
  }

  void drainTo(List<RunCommand> commands) {
    commands.addAll(own);
    own.clear();
    queue.drainTo(commands);
  }
}
