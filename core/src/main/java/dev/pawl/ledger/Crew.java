package dev.pawl.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some virtual threads that do numbered tasks, until there is none left or one has failed. */
final class Crew {
  interface Task {
    void run(int number) throws Exception;
  }

  private final int tasks;
  private final Task task;
  private int next;
  private @Nullable Throwable failure;

  Crew(int tasks, Task task) {
    this.tasks = tasks;
    this.task = task;
  }

  /** Does all and waits for it. An urgent stop interrupts the threads. */
  void run(int threads, StopNode stop) throws Exception {
    List<Thread> members = new ArrayList<>();
    for (int at = 0; at < threads; at++) {
      members.add(Thread.ofVirtual().name("pawl-item").start(() -> work(stop)));
    }
    try {
      for (Thread member : members) {
        member.join();
      }
    } catch (InterruptedException e) {
      failed(e);
      members.forEach(Thread::interrupt);
      awaitAll(members);
    }
    throwFailure();
  }

  private static void awaitAll(List<Thread> members) {
    boolean interrupted = false;
    for (Thread member : members) {
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(StopNode stop) {
    StopNode.Reached reached = stop.enter(false);
    try {
      for (int number = take(); number >= 0; number = take()) {
        task.run(number);
      }
    } catch (Throwable e) {
      failed(e);
    } finally {
      reached.leave();
    }
  }

  private synchronized int take() {
    return failure == null && next < tasks ? next++ : -1;
  }

  private synchronized void failed(Throwable cause) {
    if (failure == null) {
      failure = cause;
    } else if (!failure.equals(cause) && !(cause instanceof StopRequestedException)) {
      failure.addSuppressed(cause);
    }
  }

  private synchronized void throwFailure() throws Exception {
    switch (failure) {
      case null -> {}
      case Exception e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
