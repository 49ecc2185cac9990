package dev.pawl.coordinator;

import dev.pawl.run.RunCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What others report to the coordinator, in order of arrival. Bounded: a sender waits while it is
 * full, which slows reading of output, not the loop.
 */
final class Mailbox {
  private static final int CAPACITY = 16_384;

  private final BlockingQueue<RunCommand> queue = new ArrayBlockingQueue<>(CAPACITY);

  void post(RunCommand command) {
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(command);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that is there; when nothing is, waits for the first, {@code nanos} at most. */
  List<RunCommand> drain(long nanos) throws InterruptedException {
    List<RunCommand> drained = new ArrayList<>();
    queue.drainTo(drained);
    if (drained.isEmpty() && nanos > 0) {
      RunCommand first = queue.poll(nanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        drained.add(first);
        queue.drainTo(drained);
      }
    }
    return drained;
  }
}
