package dev.pawl.run;

import dev.pawl.graph.JobGraph;
import java.util.Arrays;
import java.util.BitSet;

/** Jobs that may start, by priority, then file order: a bit per rank. */
final class ReadyQueue {
  private final int[] rank;
  private final int[] byRank;
  private final BitSet ready = new BitSet();

  /** An empty one. */
  ReadyQueue(JobGraph graph) {
    byRank = sorted(graph);
    rank = new int[byRank.length];
    for (int position = 0; position < byRank.length; position++) {
      rank[byRank[position]] = position;
    }
  }

  /** Another one for the same jobs, empty too. */
  ReadyQueue(ReadyQueue other) {
    byRank = other.byRank;
    rank = other.rank;
  }

  /** The same jobs in a queue that has room for all of a larger graph. */
  ReadyQueue grown(JobGraph graph) {
    ReadyQueue larger = new ReadyQueue(graph);
    for (int job = first(); job >= 0; job = after(job)) {
      larger.add(job);
    }
    return larger;
  }

  /** By priority, and by index within it: each number is both in one. */
  private static int[] sorted(JobGraph graph) {
    long[] keys = new long[graph.size()];
    for (int job = 0; job < keys.length; job++) {
      keys[job] = (long) graph.job(job).priority() << 32 | job;
    }
    Arrays.sort(keys);
    int[] jobs = new int[keys.length];
    for (int position = 0; position < keys.length; position++) {
      jobs[position] = (int) keys[position];
    }
    return jobs;
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
