package dev.pawl.backlog;

import java.util.Locale;
import java.util.Optional;

/** Why a run over the backlog has ended. */
public enum Halt {
  /** Every item is done. */
  ALL_DONE(0),
  /** Every target is done. */
  TARGET_COMPLETED(0),
  /** Every item that the filter takes is done. */
  FILTER_EXHAUSTED(0),
  /** A limit of the run is reached: phases, time or cost. */
  CAP_REACHED(0),
  /** Whatever is left needs a person, or waits for something that does. */
  ALL_BLOCKED(1),
  /** A target needs a person, or waits for something that does. */
  TARGET_BLOCKED(1),
  /** Too many phases in a row were given up. */
  CIRCUIT_BREAKER(1),
  /** The filter takes no item. */
  NO_MATCH(2),
  /** Pawl itself could not go on. */
  ERROR(70),
  /** A signal, or a person, ended the run; the exit code is that of the signal. */
  SHUTDOWN(1);

  private final int exitCode;

  Halt(int exitCode) {
    this.exitCode = exitCode;
  }

  /** With what the program ends. */
  public int exitCode() {
    return exitCode;
  }

  /** The name in files, commits and listings. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of that name. */
  public static Optional<Halt> ofWire(String text) {
    return Wire.find(values(), Halt::wire, text);
  }
}
