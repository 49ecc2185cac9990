package dev.pawl.run;

import java.util.Locale;

/** Why a live attempt is being ended. */
public enum StopCause {
  /** Its own time was up. */
  TIMEOUT,
  /** A person cancelled it or its run. */
  CANCEL,
  /** A signal ends the run. */
  SIGNAL,
  /** Another job failed and the workflow says {@code fail_fast}. */
  FAIL_FAST,
  /** A service whose run is over. */
  RUN_END,
  /** A service that did not become ready. */
  NOT_READY,
  /** Pawl itself cannot go on. */
  BROKEN;

  /** The name in the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
