package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** How complex, risky or useful an item is, from low on. */
public enum Level {
  LOW,
  MEDIUM,
  HIGH;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that name. */
  public static Optional<Level> ofWire(String text) {
    return Wire.find(values(), Level::wire, text);
  }
}
