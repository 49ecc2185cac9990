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
  /** Pawl itself cannot go on. */
  BROKEN;

  /** The name in the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of that name. */
  public static Optional<StopCause> ofWire(String text) {
    return Stream.of(values()).filter(cause -> cause.wire().equals(text)).findFirst();
  }
}
