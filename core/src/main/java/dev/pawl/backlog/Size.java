package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** How large an item is, from small on. */
public enum Size {
  SMALL,
  MEDIUM,
  LARGE;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that name. */
  public static Optional<Size> ofWire(String text) {
    return Wire.find(values(), Size::wire, text);
  }
}
