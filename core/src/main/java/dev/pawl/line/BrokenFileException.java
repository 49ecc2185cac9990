package dev.pawl.line;

import dev.pawl.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;

/** The disk refused: what was tried, on which file, and why it failed. Exit 70. */
public final class BrokenFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private BrokenFileException(String message, Throwable cause) {
    super(SafeText.shown(message), cause);
  }

  /** For example {@code cannot write FILE: No space left on device}. */
  public static BrokenFileException cannot(String verb, Path file, IOException cause) {
    return new BrokenFileException(
        "cannot " + verb + " " + file + ": " + DiskProblem.why(cause), cause);
  }
}
