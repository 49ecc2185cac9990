package dev.pawl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Finds where needs go round in a circle: of all nodes that need each other one circle. Near-linear
 * in nodes and needs, and without recursion.
 *
 * <p>Approach (Tarjan 1972): walk along the needs, and give each node the number of its visit. A
 * node from which nothing that was visited earlier, and is still open, can be reached closes a
 * group, which is all that was visited after it. In a group of several, or of one that needs
 * itself, follow from the lowest index the first need inside the group until a node comes again.
 */
public final class Cycles {
  private final int[][] needs;
  private final int[] visit;
  private final int[] lowest;
  private final int[] group;
  private final int[] next;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final List<List<Integer>> found = new ArrayList<>();
  private int visits;
  private int groups;

  private Cycles(int[][] needs) {
    this.needs = needs;
    this.visit = new int[needs.length];
    this.lowest = new int[needs.length];
    this.group = new int[needs.length];
    this.next = new int[needs.length];
  }

  /**
   * The circles, in the order of their lowest indexes; each begins with its lowest one, every node
   * needs the next, and the last the first. No node is in two of them.
   *
   * @param needs of each node the indexes of those that it needs
   */
  public static List<List<Integer>> of(int[][] needs) {
    Cycles cycles = new Cycles(needs);
    for (int node = 0; node < needs.length; node++) {
      if (cycles.visit[node] == 0) {
        cycles.walk(node);
      }
    }
    return cycles.found.stream().sorted(Comparator.comparing(List::getFirst)).toList();
  }

  private void walk(int start) {
    enter(start);
    while (!path.isEmpty()) {
      int node = path.getLast();
      if (next[node] < needs[node].length) {
        int need = needs[node][next[node]++];
        if (visit[need] == 0) {
          enter(need);
        } else if (group[need] == 0) {
          lowest[node] = Math.min(lowest[node], visit[need]);
        }
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    visits++;
    visit[node] = visits;
    lowest[node] = visits;
    path.addLast(node);
    open.addLast(node);
  }

  private void leave(int node) {
    path.removeLast();
    if (!path.isEmpty()) {
      int before = path.getLast();
      lowest[before] = Math.min(lowest[before], lowest[node]);
    }
    if (lowest[node] == visit[node]) {
      close(node);
    }
  }

  /** Closes the group of all that was visited from a node on. */
  private void close(int node) {
    groups++;
    int first = node;
    int last;
    do {
      last = open.removeLast();
      group[last] = groups;
      first = Math.min(first, last);
    } while (last != node);
    if (inside(first) >= 0) {
      found.add(circle(first));
    }
  }

  /** The first need of a node in its own group; -1 when it is alone there. */
  private int inside(int node) {
    for (int need : needs[node]) {
      if (group[need] == group[node]) {
        return need;
      }
    }
    return -1;
  }

  private List<Integer> circle(int start) {
    List<Integer> walked = new ArrayList<>();
    int at = start;
    while (next[at] >= 0) {
      next[at] = -1; // seen; its needs have all been walked
      walked.add(at);
      at = inside(at);
    }
    return fromLowest(walked.subList(walked.indexOf(at), walked.size()));
  }

  private static List<Integer> fromLowest(List<Integer> cycle) {
    int first = 0;
    for (int i = 1; i < cycle.size(); i++) {
      first = cycle.get(i) < cycle.get(first) ? i : first;
    }
    List<Integer> turned = new ArrayList<>(cycle.subList(first, cycle.size()));
    turned.addAll(cycle.subList(0, first));
    return List.copyOf(turned);
  }
}
