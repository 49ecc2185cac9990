package dev.pawl.journal;

import dev.pawl.run.RunState;

/** What a look at the folder of a run has found. */
public sealed interface RunReading {
  /** Where it was looked. */
  RunFolder folder();

  /**
   * A run, as far as its journal tells.
   *
   * @param torn whether an incomplete record at the end of the journal was left out
   */
  record Whole(RunFolder folder, Plan plan, RunState state, boolean torn) implements RunReading {}

  /**
   * A folder without a whole first event: its run is being created this moment, or a crash cut its
   * creation off. Nothing of it has run, so listings leave it out; pruning may remove it.
   */
  record NotBegun(RunFolder folder) implements RunReading {}

  /**
   * A run whose records cannot be used.
   *
   * @param message one line for the user, which names the file; listings show it beside the others
   */
  record Broken(RunFolder folder, String message) implements RunReading {}
}
