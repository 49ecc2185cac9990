package dev.pawl.run;

/**
 * What a run was asked to be, beyond its workflow.
 *
 * @param concurrency jobs at a time, 1 or more
 * @param seed of the retry jitter
 */
public record RunOptions(int concurrency, long seed) {
  public RunOptions {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency " + concurrency);
    }
  }
}
