package dev.pawl.config;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the graph of a workflow: no cycle, and no background job that needs a foreground service,
 * which is stopped when the foreground ends. Near-linear in jobs and needs, and without recursion.
 *
 * <p>Approach (Kahn 1962): take away jobs without needs until none is left to take. What stays is
 * on a cycle or behind one; from each such job follow the first need that stays until a job comes
 * again.
 */
final class NeedsCheck {
  private static final int SHOWN = 20;

  private final Problems problems;
  private final List<Job> jobs;
  private final List<Fields> fields;
  private final int[][] needs;

  private NeedsCheck(Problems problems, List<Job> jobs, List<Fields> fields) {
    this.problems = problems;
    this.jobs = jobs;
    this.fields = fields;
    this.needs = indexes(jobs);
  }

  /**
   * Reports what is wrong.
   *
   * @param fields of each job, in the same order
   */
  static void report(List<Job> jobs, List<Fields> fields, Problems problems) {
    NeedsCheck check = new NeedsCheck(problems, jobs, fields);
    check.cycles(check.untakable());
    check.services();
  }

  private static int[][] indexes(List<Job> jobs) {
    Map<JobName, Integer> index = HashMap.newHashMap(jobs.size());
    for (Job job : jobs) {
      index.put(job.name(), index.size());
    }
    int[][] needs = new int[jobs.size()][];
    for (int i = 0; i < needs.length; i++) {
      List<JobName> names = jobs.get(i).needs();
      needs[i] = new int[names.size()];
      for (int k = 0; k < needs[i].length; k++) {
        needs[i][k] = index.getOrDefault(names.get(k), i);
      }
    }
    return needs;
  }

  /** Which jobs stay when those whose needs are all taken are taken, again and again. */
  private boolean[] untakable() {
    int[] open = new int[needs.length];
    int[][] dependents = dependents();
    Deque<Integer> free = new ArrayDeque<>();
    boolean[] stays = new boolean[needs.length];
    for (int i = 0; i < needs.length; i++) {
      open[i] = needs[i].length;
      stays[i] = open[i] > 0;
      if (!stays[i]) {
        free.add(i);
      }
    }
    while (!free.isEmpty()) {
      for (int dependent : dependents[free.poll()]) {
        if (--open[dependent] == 0) {
          stays[dependent] = false;
          free.add(dependent);
        }
      }
    }
    return stays;
  }

  private int[][] dependents() {
    int[] counts = new int[needs.length];
    for (int[] list : needs) {
      for (int need : list) {
        counts[need]++;
      }
    }
    int[][] dependents = new int[needs.length][];
    for (int i = 0; i < counts.length; i++) {
      dependents[i] = new int[counts[i]];
    }
    for (int i = 0; i < needs.length; i++) {
      for (int need : needs[i]) {
        dependents[need][--counts[need]] = i;
      }
    }
    return dependents;
  }

  private void cycles(boolean[] stays) {
    int[] walk = new int[needs.length];
    for (int start = 0; start < needs.length; start++) {
      if (!stays[start] || walk[start] != 0) {
        continue;
      }
      List<Integer> path = new ArrayList<>();
      int at = start;
      while (walk[at] == 0) {
        walk[at] = start + 1;
        path.add(at);
        at = firstStaying(at, stays);
      }
      if (walk[at] == start + 1) {
        report(path.subList(path.indexOf(at), path.size()));
      }
    }
  }

  private int firstStaying(int job, boolean[] stays) {
    for (int need : needs[job]) {
      if (stays[need]) {
        return need;
      }
    }
    throw new IllegalStateException("a job stays without a need that stays");
  }

  /** A cycle, each job needing the next, told from the job that comes first in the file. */
  private void report(List<Integer> cycle) {
    int first = 0;
    for (int i = 1; i < cycle.size(); i++) {
      first = cycle.get(i) < cycle.get(first) ? i : first;
    }
    StringBuilder text = new StringBuilder();
    int shown = Math.min(cycle.size(), SHOWN);
    for (int i = 0; i < shown; i++) {
      text.append(name(cycle, first + i)).append(" -> ");
    }
    if (shown < cycle.size()) {
      text.append("(").append(cycle.size() - shown).append(" more) -> ");
    }
    text.append(name(cycle, first));
    Node at = needNode(cycle.get(first), name(cycle, first + 1));
    problems.add(at, "the needs go round in a circle: " + text, "remove one of these needs");
  }

  private String name(List<Integer> cycle, int index) {
    return jobs.get(cycle.get(index % cycle.size())).name().value();
  }

  /** Where a job names a need. */
  private Node needNode(int job, String need) {
    @Nullable Field field = fields.get(job).own("needs");
    if (field != null && field.value() instanceof Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Scalar s && s.text().equals(need)) {
          return item;
        }
      }
    }
    return field == null ? fields.get(job).at() : field.value();
  }

  private void services() {
    for (int i = 0; i < needs.length; i++) {
      if (jobs.get(i).role().background()) {
        for (int need : needs[i]) {
          service(i, jobs.get(need));
        }
      }
    }
  }

  private void service(int job, Job need) {
    if (need.role().isService() && !need.role().background()) {
      String name = need.name().value();
      problems.add(
          needNode(job, name),
          "background job '"
              + jobs.get(job).name()
              + "' needs the service '"
              + name
              + "', which is stopped when the foreground ends",
          "take the job out of the background, or put the service into it");
    }
  }
}
