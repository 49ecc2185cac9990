package dev.pawl.bench;

/**
 * What was asked for beside what was measured.
 *
 * @param asked in words
 * @param measured in the unit of the limit
 * @param form how the measured figure is written
 */
record Bound(String asked, Sense sense, double limit, Figure measured, String form) {
  /** Which side of the limit is asked for. */
  enum Sense {
    UNDER,
    AT_MOST,
    AT_LEAST
  }

  static Bound under(String asked, double limit, Figure measured, String form) {
    return new Bound(asked, Sense.UNDER, limit, measured, form);
  }

  /** That one figure is at most so many times another. */
  static Bound atMostTimes(String asked, double limit, Figure measured) {
    return new Bound(asked, Sense.AT_MOST, limit, measured, "%.2f times");
  }

  /** That a program is at least so many times as fast as another. */
  static Bound atLeastTimes(String asked, double limit, Figure measured) {
    return new Bound(asked, Sense.AT_LEAST, limit, measured, "%.2f times");
  }

  boolean isMet() {
    return measured.isKnown()
        && switch (sense) {
          case UNDER -> measured.value() < limit;
          case AT_MOST -> measured.value() <= limit;
          case AT_LEAST -> measured.value() >= limit;
        };
  }

  String told() {
    String verdict = !measured.isKnown() ? "unknown" : isMet() ? "met" : "missed";
    String found = measured.isKnown() ? "measured " : "";
    return "**" + verdict + "**: asked " + asked + "; " + found + measured.in(form);
  }
}
