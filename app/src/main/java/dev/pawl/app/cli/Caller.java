package dev.pawl.app.cli;

import dev.pawl.coordinator.StopSignals;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program finds caller it. Tests pass their own.
 *
 * @param folder the current folder, absolute
 * @param environment the caller's variables
 * @param out stdout, unbuffered
 * @param err stderr, unbuffered
 * @param signals what INT, TERM and HUP do
 * @param version for example {@code 0.1.0}
 */
public record Caller(
    Path folder,
    Map<String, String> environment,
    Stream out,
    Stream err,
    Signals signals,
    String version) {
  /** What the signals that ask a program to end do; until something is said, they end it. */
  public interface Signals extends StopSignals {
    /** From now on the next one ends the program at once, with 128+N. */
    void endProgram();
  }

  /** An output, and whether a person looks at it. */
  public record Stream(OutputStream bytes, boolean terminal) {}
}
