package dev.pawl.model;

import java.util.Locale;
import java.util.Optional;

/** Why a job was skipped. */
public enum SkipCause {
  /** Its {@code skip} or {@code only} said so. */
  CONDITION,
  /** Its {@code run} has nothing for this platform. */
  PLATFORM,
  /** {@code --job} and {@code --tag} did not reach it. */
  NOT_SELECTED,
  /** {@code --skip} took it out. */
  EXCLUDED,
  /** The run ended its starts before it came to it. */
  NOT_REACHED;

  /**
   * Whether dependents go on with the job's own needs in its place. The dependents of a job that
   * was not selected take part only if they were named without their needs.
   */
  public boolean releases() {
    return this == CONDITION || this == PLATFORM || this == NOT_SELECTED;
  }

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of that name. */
  public static Optional<SkipCause> ofWire(String text) {
    return Wire.find(values(), SkipCause::wire, text);
  }
}
