package dev.pawl.run;

/**
 * What a run was asked to be, beyond its workflow.
 *
 * @param concurrency jobs at a time, 1 or more
 * @param seed of the retry jitter
 * @param placement which jobs go on without the command that started the run
 */
public record RunOptions(int concurrency, long seed, Placement placement) {
  public RunOptions {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency " + concurrency);
    }
  }

  /** A run all in the foreground. */
  public RunOptions(int concurrency, long seed) {
    this(concurrency, seed, Placement.INLINE);
  }
}
