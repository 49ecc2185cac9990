package dev.pawl.backlog;

import java.util.function.UnaryOperator;

/** What an item is about. */
public sealed interface Description {
  /** Nothing was written. */
  Description NONE = new Text("");

  /** In one piece, as a person wrote it. */
  record Text(String text) implements Description {}

  /** Taken apart, as triage writes it; "" where nothing is known. */
  record Parts(
      String context, String problem, String solution, String impact, String sizingRationale)
      implements Description {}

  /** Whether there is nothing to read. */
  default boolean isEmpty() {
    return switch (this) {
      case Text t -> t.text().isBlank();
      case Parts p ->
          (p.context() + p.problem() + p.solution() + p.impact() + p.sizingRationale()).isBlank();
    };
  }

  /** The same with other words. */
  default Description reworded(UnaryOperator<String> words) {
    return switch (this) {
      case Text t -> new Text(words.apply(t.text()));
      case Parts p ->
          new Parts(
              words.apply(p.context()),
              words.apply(p.problem()),
              words.apply(p.solution()),
              words.apply(p.impact()),
              words.apply(p.sizingRationale()));
    };
  }
}
