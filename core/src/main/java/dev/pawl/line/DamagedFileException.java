package dev.pawl.line;

import dev.pawl.model.SafeText;
import java.nio.file.Path;

/** A record that was whole once is not what was written. The file was left as it is. */
public final class DamagedFileException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String REMEDY =
      "; the file was left as it is: mend that line, or move the file away";

  /** What is damaged, and how, in one line for the user; it may quote the file. */
  public DamagedFileException(String message) {
    super(SafeText.shown(message));
  }

  /** Damage at a line (from 1) that begins at a byte (from 0). */
  public static DamagedFileException at(
      Path file, long line, long offset, String expected, String found) {
    return new DamagedFileException(
        "%s is damaged at line %d, byte %d: expected %s, found %s%s"
            .formatted(file, line, offset, expected, found, REMEDY));
  }

  /** A record that is known by what it is about. */
  public static DamagedFileException unreadable(String what, IllegalArgumentException why) {
    return new DamagedFileException(what + " cannot be read: " + why.getMessage() + REMEDY);
  }

  /** A whole record that this version of Pawl cannot take. */
  public static DamagedFileException unreadable(Path file, long line, long offset, String why) {
    return new DamagedFileException(
        "%s cannot be read at line %d, byte %d: %s%s".formatted(file, line, offset, why, REMEDY));
  }
}
