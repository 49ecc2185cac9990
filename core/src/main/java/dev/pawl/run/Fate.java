package dev.pawl.run;

/** What became of an attempt whose end is not on record, as far as that can be found out. */
public sealed interface Fate {
  /** Its process lives, whoever drives the run. */
  record Lives() implements Fate {}

  /** It has ended by itself and left its exit status; {@code signal} is 0 when none ended it. */
  record Ended(int exitCode, int signal) implements Fate {}

  /** It has ended, and nobody knows how. */
  record Lost() implements Fate {}
}
