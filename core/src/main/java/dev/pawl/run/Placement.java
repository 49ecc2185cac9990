package dev.pawl.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which jobs of a run go on without the command that started it. */
public enum Placement {
  /** None: everything runs before that command returns. */
  INLINE,
  /** Background jobs, once the foreground has ended. */
  BACKGROUND,
  /** All. */
  DETACHED;

  /** The name in the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The placement of that name. */
  public static Optional<Placement> ofWire(String text) {
    return Stream.of(values()).filter(placement -> placement.wire().equals(text)).findFirst();
  }
}
