package dev.pawl.app.console;

import dev.pawl.model.JobName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines of jobs on their way to stdout. A reader that is slow slows the jobs down; one that takes
 * nothing for a while loses lines and is told how many, because the thread that brings them also
 * sees to timeouts and stops. The logs hold everything.
 */
final class LineQueue {
  private static final int ROOM = 4 << 20;
  private static final int BATCH = 1 << 16;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long NANOS = 1_000_000;

  private final Deque<Line> lines = new ArrayDeque<>();
  private long held;
  private long lost;
  private boolean stalled;
  private long taken;

  private boolean nudged;
  private boolean closed;

  /** A line as the job wrote it; without a job one of Pawl's own. */
  record Line(@Nullable JobName job, String text) {}

  /** Some lines, in order, and how many are missing before them. */
  record Batch(long lost, List<Line> lines) {
    boolean isEmpty() {
      return lost == 0 && lines.isEmpty();
    }
  }

  /** Takes a line; waits while there is no room and the other side makes progress. */
  synchronized void put(JobName job, String text) {
    if (held > ROOM && !roomInTime()) {
      lost++;
      return;
    }
    add(new Line(job, text));
  }

  /** Takes a line of Pawl's own; never waits. */
  synchronized void say(String text) {
    add(new Line(null, text));
  }

  private void add(Line line) {
    lines.add(line);
    held += line.text().length();
    if (lines.size() == 1) {
      notifyAll();
    }
  }

  private boolean roomInTime() {
    while (held > ROOM && !stalled) {
      long before = taken;
      waitWhile(() -> held > ROOM && taken == before, PATIENCE_MILLIS);
      stalled = held > ROOM && taken == before;
    }
    return held <= ROOM;
  }

  /** The next lines, at most about 64 KB. */
  synchronized Batch take() {
    List<Line> batch = new ArrayList<>();
    int size = 0;
    while (!lines.isEmpty() && size < BATCH) {
      Line line = lines.remove();
      size += line.text().length();
      batch.add(line);
    }
    Batch result = new Batch(lines.isEmpty() ? lost : 0, batch);
    lost -= result.lost();
    held -= size;
    stalled = false;
    taken++;
    notifyAll();
    return result;
  }

  /** Waits until there is a line, a nudge or the end, but not longer than that. */
  synchronized void await(long millis) {
    waitWhile(() -> lines.isEmpty() && !nudged && !closed, millis);
  }

  /** Waits so long that lines can gather, or until a nudge or the end. */
  synchronized void gather(long millis) {
    waitWhile(() -> !nudged && !closed, millis);
    nudged = false;
  }

  /** Ends the wait of the other side, which then looks around. */
  synchronized void nudge() {
    nudged = true;
    notifyAll();
  }

  /** Ends every wait; what is still here can be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void waitWhile(BooleanSupplier holds, long millis) {
    long until = System.nanoTime() + millis * NANOS;
    long left = millis;
    while (holds.getAsBoolean() && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = (until - System.nanoTime()) / NANOS;
    }
  }
}
