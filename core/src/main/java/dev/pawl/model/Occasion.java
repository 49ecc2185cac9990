package dev.pawl.model;

import java.util.Locale;
import java.util.Optional;

/** When a notice is given: after a run that succeeded, after any other, after every one. */
public enum Occasion {
  SUCCESS,
  FAILURE,
  FINISH;

  /** The name in files and listings, and the key under {@code on}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The occasion of that name. */
  public static Optional<Occasion> ofWire(String text) {
    return Wire.find(values(), Occasion::wire, text);
  }
}
