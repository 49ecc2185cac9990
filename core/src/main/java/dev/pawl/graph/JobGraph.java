package dev.pawl.graph;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.NamePattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/** The jobs of a workflow by index (file order), with their needs and dependents. */
public final class JobGraph {
  private static final int[] NONE = {};

  private final List<Job> jobs;
  private final Map<JobName, Integer> indexes;
  private final int[][] needs;
  private final int[][] dependents;

  private JobGraph(List<Job> jobs) {
    this.jobs = List.copyOf(jobs);
    this.indexes = HashMap.newHashMap(jobs.size());
    for (int job = 0; job < jobs.size(); job++) {
      indexes.put(jobs.get(job).name(), job);
    }
    this.needs = new int[jobs.size()][];
    for (int job = 0; job < jobs.size(); job++) {
      needs[job] = indexes(jobs.get(job).needs());
    }
    this.dependents = turned(needs);
  }

  /**
   * The graph of checked jobs.
   *
   * @throws IllegalArgumentException if a job needs one that is not among them
   */
  public static JobGraph of(List<Job> jobs) {
    return new JobGraph(jobs);
  }

  /** The same with a job at its end. */
  public JobGraph with(Job job) {
    List<Job> all = new ArrayList<>(jobs);
    all.add(job);
    return new JobGraph(all);
  }

  private int[] indexes(List<JobName> names) {
    if (names.isEmpty()) {
      return NONE;
    }
    int[] found = new int[names.size()];
    for (int at = 0; at < found.length; at++) {
      found[at] = index(names.get(at));
    }
    return found;
  }

  private static int[][] turned(int[][] edges) {
    int[] counts = new int[edges.length];
    for (int[] targets : edges) {
      for (int target : targets) {
        counts[target]++;
      }
    }
    int[][] turned = new int[edges.length][];
    for (int node = 0; node < edges.length; node++) {
      turned[node] = counts[node] == 0 ? NONE : new int[counts[node]];
    }
    for (int node = edges.length - 1; node >= 0; node--) {
      for (int target : edges[node]) {
        turned[target][--counts[target]] = node;
      }
    }
    return turned;
  }

  /** How many jobs there are. */
  public int size() {
    return jobs.size();
  }

  /** The jobs in file order. */
  public List<Job> jobs() {
    return jobs;
  }

  /** The job at an index. */
  public Job job(int index) {
    return jobs.get(index);
  }

  /** The name of the job at an index. */
  public JobName name(int index) {
    return jobs.get(index).name();
  }

  /** The index of a job. */
  public int index(JobName name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no job '" + name + "' in this graph");
    }
    return index;
  }

  /** The index of the job of that name, if there is one. */
  public OptionalInt find(String name) {
    Integer index = NamePattern.matches(name) ? indexes.get(new JobName(name)) : null;
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The indexes of the jobs that a job needs; callers must not change the array. */
  public int[] needs(int job) {
    return needs[job];
  }

  /** The indexes of the jobs that need a job, file order; callers must not change the array. */
  public int[] dependents(int job) {
    return dependents[job];
  }

  /** The given jobs and everything they need, transitively. */
  public BitSet withNeeds(BitSet from) {
    return closure(from, needs);
  }

  /** The given jobs and everything that depends on them, transitively. */
  public BitSet withDependents(BitSet from) {
    return closure(from, dependents);
  }

  /** All jobs, each after everything it needs; otherwise in file order. */
  public int[] order() {
    int[] waiting = new int[size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int job = 0; job < size(); job++) {
      waiting[job] = needs[job].length;
      if (waiting[job] == 0) {
        ready.add(job);
      }
    }
    int[] order = new int[size()];
    int placed = 0;
    while (!ready.isEmpty()) {
      int job = ready.remove();
      order[placed++] = job;
      for (int dependent : dependents[job]) {
        if (--waiting[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    if (placed != size()) {
      throw new IllegalStateException("the graph has a cycle");
    }
    return order;
  }

  private static BitSet closure(BitSet from, int[][] edges) {
    BitSet reached = (BitSet) from.clone();
    int[] stack = new int[edges.length];
    int depth = 0;
    for (int node = from.nextSetBit(0); node >= 0; node = from.nextSetBit(node + 1)) {
      stack[depth++] = node;
    }
    while (depth > 0) {
      for (int target : edges[stack[--depth]]) {
        if (!reached.get(target)) {
          reached.set(target);
          stack[depth++] = target;
        }
      }
    }
    return reached;
  }
}
