package dev.pawl.run;

import dev.pawl.graph.JobGraph;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Jobs that may start, by priority, then file order: a bit per rank. */
final class ReadyQueue {
  private final int[] rank;
  private final int[] byRank;
  private final BitSet ready = new BitSet();

  ReadyQueue(JobGraph graph) {
    byRank =
        IntStream.range(0, graph.size())
            .boxed()
            .sorted(Comparator.comparingInt(job -> graph.job(job).priority()))
            .mapToInt(Integer::intValue)
            .toArray();
    rank = new int[byRank.length];
    for (int position = 0; position < byRank.length; position++) {
      rank[byRank[position]] = position;
    }
  }

  void add(int job) {
    ready.set(rank[job]);
  }

  void remove(int job) {
    ready.clear(rank[job]);
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** The first job, or -1. */
  int first() {
    return at(ready.nextSetBit(0));
  }

  /** The job after one that is in the queue, or -1. */
  int after(int job) {
    return at(ready.nextSetBit(rank[job] + 1));
  }

  private int at(int position) {
    return position < 0 ? -1 : byRank[position];
  }
}
