package dev.pawl.backlog;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where an item stands. An item moves along new, scoping, ready, in_progress, done; any but done
 * may be blocked, and goes back to where it came from.
 */
public enum ItemStatus {
  /** Waits for its triage. */
  NEW,
  /** Goes through the first phases of its pipeline, which find out what it is. */
  SCOPING,
  /** May be worked on, when there is room. */
  READY,
  /** Goes through the phases of its pipeline. */
  IN_PROGRESS,
  /** Over, for good. */
  DONE,
  /** Needs a person. */
  BLOCKED;

  private static final Map<ItemStatus, Set<ItemStatus>> MOVES =
      Map.of(
          NEW, EnumSet.of(SCOPING, BLOCKED),
          SCOPING, EnumSet.of(READY, BLOCKED),
          READY, EnumSet.of(IN_PROGRESS, BLOCKED),
          IN_PROGRESS, EnumSet.of(DONE, BLOCKED),
          DONE, EnumSet.noneOf(ItemStatus.class),
          BLOCKED, EnumSet.of(NEW, SCOPING, READY, IN_PROGRESS));

  /**
   * Whether the engine may move an item so. A blocked one goes back to where it came from only,
   * which is looked at beside this. A person may besides end any item that is not done.
   */
  public boolean mayBecome(ItemStatus next) {
    return Objects.requireNonNull(MOVES.get(this)).contains(next);
  }

  /** The name in files and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name. */
  public static Optional<ItemStatus> ofWire(String text) {
    return Wire.find(values(), ItemStatus::wire, text);
  }
}
