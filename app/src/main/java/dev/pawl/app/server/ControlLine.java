package dev.pawl.app.server;

import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import java.util.Arrays;

/** What all lines between a client and a run have in common. */
final class ControlLine {
  /**
   * Bytes, without the line end. Whoever sends a longer one is told so and is let go. An argument
   * of a program has at most half as many (execve(2), MAX_ARG_STRLEN).
   */
  static final int LONGEST = 256 * 1024;

  /** Characters of what is said to a person. */
  static final int LONGEST_WORDS = 500;

  static final String VERSION_FIELD = "pawl";
  static final long VERSION = 1;

  private ControlLine() {}

  static byte[] ended(JsonWriter writer) {
    byte[] line = Arrays.copyOf(writer.array(), writer.size() + 1);
    line[line.length - 1] = '\n';
    return line;
  }

  static void checkVersion(JsonObject object) {
    if (!object.has(VERSION_FIELD)) {
      throw new IllegalArgumentException("no version: expected \"pawl\":" + VERSION);
    }
    if (object.number(VERSION_FIELD) != VERSION) {
      throw new IllegalArgumentException(
          "version "
              + object.number(VERSION_FIELD)
              + " of the protocol is not spoken here, only "
              + VERSION);
    }
  }
}
