package dev.pawl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CyclesTest {
  private static List<List<Integer>> cycles(int[]... needs) {
    return Cycles.of(needs);
  }

  private static int[] needs(int... nodes) {
    return nodes;
  }

  @Test
  void aGraphWithoutCirclesHasNone() {
    assertEquals(List.of(), cycles(needs(), needs(0), needs(0, 1), needs(2)));
  }

  @Test
  void aCircleIsToldFromItsLowestNode() {
    assertEquals(
        List.of(List.of(1, 3, 2)), cycles(needs(3), needs(3), needs(1), needs(2), needs(0)));
  }

  @Test
  void aNodeThatNeedsItselfIsACircle() {
    assertEquals(List.of(List.of(0)), cycles(needs(0)));
  }

  @Test
  void aCircleBehindAnotherIsToldToo() {
    assertEquals(
        List.of(List.of(0, 1, 2), List.of(3)), cycles(needs(1), needs(2), needs(3, 0), needs(3)));
  }

  @Test
  void aLongCircleNeedsNoRecursion() {
    int[][] needs = new int[200_000][];
    for (int node = 0; node < needs.length; node++) {
      needs[node] = needs((node + 1) % needs.length);
    }
    assertEquals(needs.length, Cycles.of(needs).getFirst().size());
  }

  @Test
  void everyNodeThatCanReachItselfIsInAGroupWithACircle() {
    for (long seed = 0; seed < 500; seed++) {
      int[][] needs = random(new Random(seed));
      BitSet inGroups = new BitSet();
      for (List<Integer> circle : Cycles.of(needs)) {
        for (int i = 0; i < circle.size(); i++) {
          int next = circle.get((i + 1) % circle.size());
          assertEquals(true, reached(needs, circle.get(i), 1).get(next), "seed " + seed);
        }
        BitSet group = reached(needs, circle.getFirst(), needs.length);
        assertEquals(false, inGroups.get(circle.getFirst()), "told twice, seed " + seed);
        for (int node = group.nextSetBit(0); node >= 0; node = group.nextSetBit(node + 1)) {
          if (reached(needs, node, needs.length).get(circle.getFirst())) {
            inGroups.set(node);
          }
        }
      }
      for (int node = 0; node < needs.length; node++) {
        boolean circular = reached(needs, node, needs.length).get(node);
        assertEquals(circular, inGroups.get(node), "seed " + seed + ", node " + node);
      }
    }
  }

  private static int[][] random(Random random) {
    int[][] needs = new int[1 + random.nextInt(8)][];
    for (int node = 0; node < needs.length; node++) {
      List<Integer> some = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        some.add(random.nextInt(needs.length));
      }
      needs[node] = some.stream().mapToInt(Integer::intValue).toArray();
    }
    return needs;
  }

  /** What is reached in that many steps at most, at least one. */
  private static BitSet reached(int[][] needs, int from, int steps) {
    BitSet reached = new BitSet();
    for (int need : needs[from]) {
      reached.set(need);
    }
    for (int step = 1; step < steps; step++) {
      BitSet more = new BitSet();
      reached.stream().forEach(node -> List.of(needs[node]).forEach(n -> set(more, n)));
      reached.or(more);
    }
    return reached;
  }

  private static void set(BitSet set, int[] nodes) {
    for (int node : nodes) {
      set.set(node);
    }
  }
}
