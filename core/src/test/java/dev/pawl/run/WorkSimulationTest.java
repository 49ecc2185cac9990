package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of runs over backlogs by chance. {@code -Dsimulation.seed=N} replays one, {@code
 * -Dsimulation.rounds=N} sets their number.
 */
class WorkSimulationTest {
  private static final int ROUNDS = Integer.getInteger("simulation.rounds", 400);
  private static final long FIRST_SEED = 20261120;

  @Test
  @DisplayName("B13-B28 B38-B41 whatever agents and persons do, the promises of a run hold")
  void thePromisesOfARunHold() {
    Long seed = Long.getLong("simulation.seed");
    if (seed != null) {
      run(seed);
      return;
    }
    long events = 0;
    for (int round = 0; round < ROUNDS; round++) {
      events += run(FIRST_SEED + round);
    }
    assertTrue(events > 50L * ROUNDS, "the runs are too small to show anything: " + events);
  }

  private static int run(long seed) {
    WorkSimulation simulation = new WorkSimulation(seed);
    try {
      return simulation.run();
    } catch (AssertionError | RuntimeException e) {
      String hint = "-Dsimulation.seed=" + seed + ": " + e.getMessage();
      throw new AssertionError(hint + "\n" + simulation.story(), e);
    }
  }
}
