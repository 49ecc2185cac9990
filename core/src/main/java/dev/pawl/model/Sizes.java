package dev.pawl.model;

import java.util.OptionalLong;

/**
 * Sizes as users write them: one whole number above 0 and one binary unit, {@code 10KB 10MB 1GB}.
 */
public final class Sizes {
  /** The rule in words, for messages. */
  public static final String RULE = "write a whole number above 0 and a unit: 10KB, 10MB or 1GB";

  /** The rule as a regular expression; {@link #LARGEST} is a further limit. */
  public static final String REGEX = "0*[1-9][0-9]*(KB|MB|GB)";

  /** Larger ones are refused, bytes. */
  public static final long LARGEST = 1L << 60;

  private Sizes() {}

  /** The bytes, or empty when the text is no size. */
  public static OptionalLong parse(String text) {
    return Quantity.parse(text).map(Sizes::of).orElse(OptionalLong.empty());
  }

  /** The shortest exact text; a number that is no multiple of 1 KB gets the unit {@code B}. */
  public static String format(long bytes) {
    if (bytes == 0 || bytes % (1L << 10) != 0) {
      return bytes + "B";
    }
    if (bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "GB";
    }
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MB" : (bytes >> 10) + "KB";
  }

  private static OptionalLong of(Quantity quantity) {
    int shift =
        switch (quantity.unit()) {
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          default -> 0;
        };
    if (shift == 0 || quantity.number() > LARGEST >> shift) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(quantity.number() << shift);
  }
}
