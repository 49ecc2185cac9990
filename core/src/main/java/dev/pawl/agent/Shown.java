package dev.pawl.agent;

import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonValue;
import java.util.List;

/** What an agent said, fit for a reason: one line, not long, without what a terminal obeys. */
final class Shown {
  private static final int LONGEST = 400;
  private static final int LONGEST_WORD = 80;

  private Shown() {}

  /** A text between quotes, shorter still. */
  static String quoted(String text) {
    String line = line(text);
    return "'"
        + (line.length() > LONGEST_WORD ? line.substring(0, LONGEST_WORD) + "..." : line)
        + "'";
  }

  /** A text as JSON. */
  static String json(String text) {
    return JsonValue.of(text).toString();
  }

  /** What a value of JSON is, in words. */
  static String kind(Object value) {
    return switch (value) {
      case String _ -> "a text";
      case Number _ -> "a number";
      case Boolean _ -> "a boolean";
      case JsonObject _ -> "an object";
      case List<?> _ -> "a list";
      default -> "something else";
    };
  }

  static String line(String text) {
    String plain =
        text.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
            .replaceAll(" {2,}", " ")
            .strip();
    if (plain.length() <= LONGEST) {
      return plain;
    }
    int end = Character.isHighSurrogate(plain.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return plain.substring(0, end) + "...";
  }
}
