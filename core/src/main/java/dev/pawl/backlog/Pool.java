package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** Which phases of a pipeline: those before an item is ready, or those that do the work. */
public enum Pool {
  PRE,
  MAIN;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that name. */
  public static Optional<Pool> ofWire(String text) {
    return Wire.find(values(), Pool::wire, text);
  }
}
