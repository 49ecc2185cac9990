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
}
