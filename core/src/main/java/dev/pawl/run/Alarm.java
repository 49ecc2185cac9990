package dev.pawl.run;

import java.util.Comparator;

/**
 * A deadline of one attempt: its timeout while it lives, its start while it waits to be retried.
 *
 * @param tick monotonic nanoseconds
 * @param item the index of the item of a loop, see {@link Item}; 0 for the job itself
 */
record Alarm(long tick, int job, int attempt, int item) implements Comparable<Alarm> {
  private static final Comparator<Alarm> ORDER =
      Comparator.comparingLong(Alarm::tick)
          .thenComparingInt(Alarm::job)
          .thenComparingInt(Alarm::attempt)
          .thenComparingInt(Alarm::item);

  @Override
  public int compareTo(Alarm other) {
    return ORDER.compare(this, other);
  }
}
