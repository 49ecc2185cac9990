package dev.pawl.testing;

import dev.pawl.model.SafeText;

/** What a message of any origin must be, so that a terminal may show it as it is. */
public final class Harmless {
  private Harmless() {}

  /** One line, with nothing in it that steers a terminal. */
  public static void check(String message) {
    if (!SafeText.shown(message).equals(message)) {
      throw new AssertionError("a terminal would obey this: " + SafeText.shown(message));
    }
  }
}
