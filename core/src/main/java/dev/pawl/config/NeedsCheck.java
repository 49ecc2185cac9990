package dev.pawl.config;

import dev.pawl.graph.Cycles;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the graph of a workflow: no cycle, and no background job that needs a foreground service,
 * which is stopped when the foreground ends.
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
    Cycles.of(check.needs).forEach(check::report);
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

  /** A cycle, each job needing the next, told from the job that comes first in the file. */
  private void report(List<Integer> cycle) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(cycle.size(), SHOWN);
    for (int i = 0; i < shown; i++) {
      text.append(name(cycle, i)).append(" -> ");
    }
    if (shown < cycle.size()) {
      text.append("(").append(cycle.size() - shown).append(" more) -> ");
    }
    text.append(name(cycle, 0));
    Node at = needNode(cycle.getFirst(), name(cycle, 1));
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
