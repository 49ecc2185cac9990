package dev.pawl.app.cli;

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
 * @param version for example {@code 0.1.0}
 */
public record Caller(
    Path folder, Map<String, String> environment, Stream out, Stream err, String version) {
  /** An output, and whether a person looks at it. */
  public record Stream(OutputStream bytes, boolean terminal) {}
}
