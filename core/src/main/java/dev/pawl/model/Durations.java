package dev.pawl.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Durations as users write them: one whole number above 0 and one unit, {@code 500ms 30s 5m 2h 7d}.
 */
public final class Durations {
  /** The rule in words, for messages. */
  public static final String RULE =
      "write a whole number above 0 and a unit: 500ms, 30s, 5m, 2h or 7d";

  /** The rule as a regular expression; {@link #LONGEST} is a further limit. */
  public static final String REGEX = "0*[1-9][0-9]*(ms|s|m|h|d)";

  /** Longer ones are refused: about a hundred years. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /** The duration, or empty when the text is none. */
  public static Optional<Duration> parse(String text) {
    return Quantity.parse(text).flatMap(Durations::of);
  }

  /** The shortest text that {@link #parse} reads back; below a millisecond {@code 0ms}. */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms == 0 || ms % 1000 != 0) {
      return ms + "ms";
    }
    long seconds = ms / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Optional<Duration> of(Quantity quantity) {
    long ms =
        switch (quantity.unit()) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 0;
        };
    if (ms == 0 || quantity.number() > LONGEST.toMillis() / ms) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(quantity.number() * ms));
  }
}
