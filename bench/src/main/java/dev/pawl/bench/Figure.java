package dev.pawl.bench;

import java.util.Locale;

/**
 * A figure, or why there is none.
 *
 * @param missing empty when there is one
 */
record Figure(double value, String missing) {
  static Figure of(double value) {
    return new Figure(value, "");
  }

  static Figure missing(String why) {
    return new Figure(Double.NaN, why);
  }

  boolean isKnown() {
    return missing.isEmpty();
  }

  Figure over(Figure divisor) {
    return with(divisor, value / divisor.value);
  }

  Figure minus(Figure other) {
    return with(other, value - other.value);
  }

  private Figure with(Figure other, double result) {
    return !isKnown() ? this : !other.isKnown() ? other : of(result);
  }

  /** Seconds, with as many digits as tell something. */
  String seconds() {
    return in(value < 1 ? "%.3f" : "%.2f");
  }

  /** For example {@code 1.05 times}, or why there is none. */
  String in(String form) {
    return isKnown() ? String.format(Locale.ROOT, form, value) : "not measured, " + missing;
  }
}
