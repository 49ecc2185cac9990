package dev.pawl.run;

/** A run that is to go, and why. */
public record Removal(KeptRun run, Reason reason) {
  /** Which limit it is beyond. */
  public enum Reason {
    /** It is older than {@code log.retention}. */
    AGE,
    /** The logs of all runs are more than {@code log.max_total}. */
    BUDGET
  }
}
