package dev.pawl.backlog;

/** Where in its pipeline an item stands: the phase that is done next. */
public record Position(Pool pool, PhaseName phase) {
  @Override
  public String toString() {
    return phase.value();
  }
}
