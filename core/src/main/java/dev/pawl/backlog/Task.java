package dev.pawl.backlog;

import java.util.Optional;

/**
 * What an agent is given: a phase of an item, or its triage.
 *
 * @param position of the phase; empty for a triage
 * @param destructive whether it may change files outside the item's folder
 */
public record Task(ItemId item, Optional<Position> position, AgentName agent, boolean destructive) {
  /** The name of its phase. */
  public String phase() {
    return position.map(at -> at.phase().value()).orElse(PhaseResult.TRIAGE);
  }

  /** Whether it finds out what the item is. */
  public boolean isTriage() {
    return position.isEmpty();
  }

  /** Whether its item still stands where it did when the task was begun. */
  public boolean isFor(Backlog backlog) {
    return backlog
        .find(item)
        .map(one ->
            isTriage()
                ? one.status() == ItemStatus.NEW
                : one.block().isEmpty() && one.position().equals(position))
        .orElse(false);
  }
}
