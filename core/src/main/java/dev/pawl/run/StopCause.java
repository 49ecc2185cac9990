package dev.pawl.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
  /** Nobody goes on with a run whose coordinator has died. */
  LOST,
  /** An agent that goes on after it has given its result. */
  ANSWERED,
  /** Pawl itself cannot go on. */
  BROKEN;

  /** Whether what it ends is interrupted, and neither failed nor cancelled. */
  boolean interrupts() {
    return this == SIGNAL || this == LOST || this == BROKEN;
  }

  /** Whether the run ends because of Pawl, not because somebody wanted that. */
  boolean isFault() {
    return this == LOST || this == BROKEN;
  }

  /** The name in the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of that name. */
  public static Optional<StopCause> ofWire(String text) {
    return Stream.of(values()).filter(cause -> cause.wire().equals(text)).findFirst();
  }
}
