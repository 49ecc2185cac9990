package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** How an item came to be done: by its pipeline or a person's word, or given up. */
public enum Resolution {
  COMPLETED,
  CLOSED;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that name. */
  public static Optional<Resolution> ofWire(String text) {
    return Wire.find(values(), Resolution::wire, text);
  }
}
