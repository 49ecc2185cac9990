package dev.pawl.backlog;

/** What came of asking an item to become something else. */
public sealed interface Move {
  /** It has become this. */
  record Made(Item item) implements Move {}

  /** It cannot: why, in a sentence that names it. */
  record Refused(String reason) implements Move {}
}
