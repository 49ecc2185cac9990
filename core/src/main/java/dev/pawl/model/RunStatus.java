package dev.pawl.model;

import java.util.Locale;
import java.util.Optional;

/** Where a run stands. */
public enum RunStatus {
  RUNNING,
  INTERRUPTED,
  FAILED,
  CANCELLED,
  SUCCEEDED;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name. */
  public static Optional<RunStatus> ofWire(String text) {
    return Wire.find(values(), RunStatus::wire, text);
  }
}
