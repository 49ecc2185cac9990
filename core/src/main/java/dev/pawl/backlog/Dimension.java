package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** What an item is assessed by. */
public enum Dimension {
  SIZE,
  COMPLEXITY,
  RISK,
  IMPACT;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that name. */
  public static Optional<Dimension> ofWire(String text) {
    return Wire.find(values(), Dimension::wire, text);
  }
}
