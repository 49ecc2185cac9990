package dev.pawl.step;

import java.util.Locale;
import java.util.Optional;

/** How lasting the data of a step are. */
public enum DataStage {
  /** May be made again at any time, and may expire. */
  CACHE,
  DATA,
  STORAGE;

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of that name; other programs may write it with capitals. */
  public static Optional<DataStage> ofWire(String text) {
    for (DataStage stage : values()) {
      if (stage.wire().equals(text.toLowerCase(Locale.ROOT))) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }
}
