package dev.pawl.bench;

import java.io.IOException;

/** One part of the benchmarks: what it measures goes to the results. */
interface Comparison {
  /**
   * Measures.
   *
   * @throws IOException if that is not possible; what was noted until then stands
   */
  void run(Setting setting, Results results) throws IOException, InterruptedException;
}
