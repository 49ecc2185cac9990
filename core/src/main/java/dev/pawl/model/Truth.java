package dev.pawl.model;

import java.util.Locale;

/** Whether the value of an environment variable counts as yes. */
public final class Truth {
  private Truth() {}

  /** Set, and not empty, {@code 0} or {@code false} in any case. */
  public static boolean of(String value) {
    return !value.isEmpty()
        && !value.equals("0")
        && !value.toLowerCase(Locale.ROOT).equals("false");
  }
}
