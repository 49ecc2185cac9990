package dev.pawl.ledger;

import dev.pawl.step.DataStage;

/** How lasting the content of a step is. */
public enum Stage {
  /** May be made again at any time. See {@link Step#cachedFor} for how long it is good. */
  CACHE(DataStage.CACHE),
  /** The default. */
  DATA(DataStage.DATA),
  /** Made to be kept. */
  STORAGE(DataStage.STORAGE);

  private final DataStage recorded;

  Stage(DataStage recorded) {
    this.recorded = recorded;
  }

  DataStage recorded() {
    return recorded;
  }
}
