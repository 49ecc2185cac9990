package dev.pawl.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobGraphTest {
  /** a <- b <- c, a <- d, and e by itself, in another file order. */
  private static final JobGraph GRAPH =
      JobGraph.of(
          List.of(
              Job.of("c", "true", "b"),
              Job.of("a", "true"),
              Job.of("b", "true", "a"),
              Job.of("d", "true", "a"),
              Job.of("e", "true")));

  private static BitSet set(int... jobs) {
    BitSet set = new BitSet();
    for (int job : jobs) {
      set.set(job);
    }
    return set;
  }

  @Test
  void indexesFollowTheFile() {
    assertEquals(5, GRAPH.size());
    assertEquals(0, GRAPH.index(new JobName("c")));
    assertEquals("d", GRAPH.name(3).value());
    assertEquals("e", GRAPH.job(4).name().value());
  }

  @Test
  void needsAndDependentsAreTheSameEdgesTurned() {
    assertArrayEquals(new int[] {2}, GRAPH.needs(0));
    assertArrayEquals(new int[] {2, 3}, GRAPH.dependents(1));
    assertArrayEquals(new int[] {}, GRAPH.needs(4));
  }

  @Test
  void orderPutsNeedsFirstAndOtherwiseKeepsTheFile() {
    assertArrayEquals(new int[] {1, 2, 0, 3, 4}, GRAPH.order());
    assertArrayEquals(new int[] {}, JobGraph.of(List.of()).order());
  }

  @Test
  void closuresAreTransitiveAndLeaveTheirArgumentAlone() {
    BitSet from = set(0);
    assertEquals(set(0, 1, 2), GRAPH.withNeeds(from));
    assertEquals(set(0), from);
    assertEquals(set(0, 1, 2, 3), GRAPH.withDependents(set(1)));
    assertEquals(set(), GRAPH.withDependents(set()));
  }

  @Test
  void aNameThatIsNoNameIsNotFound() {
    assertEquals(1, GRAPH.find("a").orElseThrow());
    assertTrue(GRAPH.find("nope").isEmpty());
    assertTrue(GRAPH.find("../a").isEmpty());
    assertTrue(GRAPH.find("").isEmpty());
  }

  @Test
  void aNeedThatIsMissingIsRefusedWithItsName() {
    List<Job> jobs = List.of(Job.of("a", "true", "nope"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> JobGraph.of(jobs));
    assertTrue(e.getMessage().contains("'nope'"), e.getMessage());
  }

  @Test
  void aCycleHasNoOrder() {
    JobGraph cycle = JobGraph.of(List.of(Job.of("a", "true", "b"), Job.of("b", "true", "a")));
    assertThrows(IllegalStateException.class, cycle::order);
  }
}
