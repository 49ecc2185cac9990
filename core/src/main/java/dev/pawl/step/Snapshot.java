package dev.pawl.step;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger held at one moment: the last line of every step. Never changes.
 *
 * <p>A large part is shared with the snapshots before it, and a small one is copied for each, so
 * that a change costs about the square root of the number of steps.
 */
public final class Snapshot {
  /** No step. */
  public static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of());

  private static final int SMALLEST_SHARE = 64;

  private final Map<StepName, StepEntry> shared;
  private final Map<StepName, StepEntry> recent;

  private Snapshot(Map<StepName, StepEntry> shared, Map<StepName, StepEntry> recent) {
    this.shared = shared;
    this.recent = recent;
  }

  /** The last line of a step. */
  public Optional<StepEntry> find(StepName step) {
    StepEntry entry = recent.get(step);
    return Optional.ofNullable(entry != null ? entry : shared.get(step));
  }

  /** The last lines of all steps, in the order in which the steps appeared first. */
  public Collection<StepEntry> entries() {
    return Collections.unmodifiableCollection(all(shared, recent).values());
  }

  /** How many steps there are. */
  public int size() {
    long added = recent.keySet().stream().filter(step -> !shared.containsKey(step)).count();
    return shared.size() + (int) added;
  }

  /** This and some more lines, oldest first. */
  Snapshot with(List<StepEntry> lines) {
    if (lines.isEmpty()) {
      return this;
    }
    double limit = Math.max(SMALLEST_SHARE, 2 * Math.sqrt(shared.size()));
    return recent.size() + lines.size() > limit
        ? new Snapshot(with(all(shared, recent), lines), Map.of())
        : new Snapshot(shared, with(new LinkedHashMap<>(recent), lines));
  }

  private static Map<StepName, StepEntry> all(
      Map<StepName, StepEntry> shared, Map<StepName, StepEntry> recent) {
    Map<StepName, StepEntry> all = new LinkedHashMap<>(shared);
    all.putAll(recent);
    return all;
  }

  private static Map<StepName, StepEntry> with(
      Map<StepName, StepEntry> copy, List<StepEntry> lines) {
    lines.forEach(line -> copy.put(line.name(), line));
    return copy;
  }
}
