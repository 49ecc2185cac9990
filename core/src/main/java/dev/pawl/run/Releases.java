package dev.pawl.run;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SkipCause;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the end of a job means for those that need it.
 *
 * <p>A released job becomes ready when its last need has released it. A job that was skipped by
 * condition or platform, or that was not selected, hands on what its own needs become, so that
 * order is never lost. A job whose need ended badly is doomed: it waits here until the engine has
 * finished it.
 */
final class Releases {
  private JobGraph graph;
  private final List<JobRow> rows;
  private ReadyQueue foreground;
  private ReadyQueue background;
  private ReadyQueue services;
  private final BitSet steps = new BitSet();
  private final BitSet released = new BitSet();
  private final BitSet doomedThrough = new BitSet();
  private final BitSet handedOn = new BitSet();
  private final Map<Integer, Doom> dooms = new LinkedHashMap<>();
  private int[] root;

  /**
   * A job that will not start.
   *
   * @param parent the need that ended badly
   * @param root where the bad end began
   * @param cause present when it is skipped as its parent was
   */
  record Doom(int job, int parent, int root, Optional<SkipCause> cause) {}

  Releases(JobGraph graph, List<JobRow> rows) {
    this.graph = graph;
    this.rows = rows;
    this.foreground = new ReadyQueue(graph);
    this.background = new ReadyQueue(foreground);
    this.services = new ReadyQueue(foreground);
    this.root = new int[rows.size()];
  }

  /** Takes further jobs in, which stand at the end of the graph. */
  void grow(JobGraph larger) {
    graph = larger;
    foreground = foreground.grown(larger);
    background = background.grown(larger);
    services = services.grown(larger);
    root = Arrays.copyOf(root, larger.size());
  }

  ReadyQueue foreground() {
    return foreground;
  }

  ReadyQueue background() {
    return background;
  }

  ReadyQueue services() {
    return services;
  }

  /** Those that are ready but for the question whether they must run. */
  BitSet steps() {
    return steps;
  }

  Collection<Doom> dooms() {
    return dooms.values();
  }

  void readyIfFree(JobRow row) {
    if (row.status() == JobStatus.PENDING && row.waiting == 0) {
      ready(row);
    }
  }

  /** A job that nothing keeps from starting; a step is asked first whether it must. */
  void ready(JobRow row) {
    if (row.isInQuestion()) {
      steps.set(row.index);
    } else {
      queue(row).add(row.index);
    }
  }

  void unready(JobRow row) {
    steps.clear(row.index);
    queue(row).remove(row.index);
  }

  private ReadyQueue queue(JobRow row) {
    if (row.job.role().isService()) {
      return services;
    }
    return row.background ? background : foreground;
  }

  /** Takes note of a final status. {@code open} says whether released jobs may start already. */
  void settled(JobRow row, boolean open) {
    unready(row);
    Doom own = dooms.remove(row.index);
    root[row.index] = own == null || row.status().isFailure() ? row.index : own.root();
    if (row.status().isSuccess()) {
      release(row, open);
    } else if (row.cause != null && row.cause.releases()) {
      handedOn.set(row.index);
      if (own != null) {
        doomDependents(row, new Doom(row.index, own.parent(), own.root(), own.cause()));
      } else if (row.waiting == 0) {
        release(row, open);
      }
    } else {
      Optional<SkipCause> cause = Optional.ofNullable(row.cause);
      doomDependents(row, new Doom(row.index, row.index, root[row.index], cause));
    }
  }

  /** Releases the dependents of a job, once. */
  void release(JobRow from, boolean open) {
    Deque<JobRow> stack = new ArrayDeque<>();
    stack.push(from);
    while (!stack.isEmpty()) {
      JobRow row = stack.pop();
      if (released.get(row.index)) {
        continue;
      }
      released.set(row.index);
      for (int dependent : graph.dependents(row.index)) {
        JobRow next = rows.get(dependent);
        if (--next.waiting > 0) {
          continue;
        }
        if (handedOn.get(dependent)) {
          stack.push(next);
        } else if (open) {
          readyIfFree(next);
        }
      }
    }
  }

  /** Dooms what needs a job, for the same reason as it, also through jobs that hand on. */
  private void doomDependents(JobRow from, Doom why) {
    Deque<Integer> stack = new ArrayDeque<>();
    stack.push(from.index);
    while (!stack.isEmpty()) {
      for (int dependent : graph.dependents(stack.pop())) {
        JobRow next = rows.get(dependent);
        if (handedOn.get(dependent)) {
          if (!doomedThrough.get(dependent)) {
            doomedThrough.set(dependent);
            stack.push(dependent);
          }
        } else if (next.status() == JobStatus.PENDING && next.attempts().isEmpty()) {
          dooms.putIfAbsent(dependent, new Doom(dependent, why.parent(), why.root(), why.cause()));
        }
      }
    }
  }
}
