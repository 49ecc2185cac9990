package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs by chance. {@code -Dsimulation.seed=N} replays one, {@code
 * -Dsimulation.rounds=N} sets their number.
 */
class SimulationTest {
  private static final int ROUNDS = Integer.getInteger("simulation.rounds", 2000);
  private static final long FIRST_SEED = 20261120;

  @Test
  @DisplayName("J08 J12 whatever the plan and the world, the promises of a run hold")
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
    assertTrue(events > 20L * ROUNDS, "the runs are too small to show anything: " + events);
  }

  private static int run(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      return simulation.run();
    } catch (AssertionError | RuntimeException e) {
      String hint = "-Dsimulation.seed=" + seed + ": " + e.getMessage();
      throw new AssertionError(hint + "\n" + simulation.story(), e);
    }
  }
}
