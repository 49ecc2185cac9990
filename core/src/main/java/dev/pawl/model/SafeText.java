package dev.pawl.model;

import java.util.Locale;

/**
 * Text of unknown origin, made harmless for a terminal. What a terminal obeys: the control
 * characters (ECMA-48, C0 and C1), and the sequences that ESC begins; what misleads a reader: the
 * marks that turn the direction of text (Unicode TR 9).
 */
public final class SafeText {
  private static final char ESC = 0x1b;
  private static final char BEL = 0x07;

  private SafeText() {}

  /** Every control character as {@code \n}, {@code \t} or {@code \x1b}: nothing is lost. */
  public static String shown(String text) {
    int at = 0;
    while (at < text.length() && !steers(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\t' -> shown.append("\\t");
        case '\r' -> shown.append("\\r");
        default -> shown.append(steers(c) ? escaped(c) : String.valueOf(c));
      }
    }
    return shown.toString();
  }

  private static String escaped(char c) {
    return String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c);
  }

  /**
   * A line of output without its escape sequences and control characters; tabs stay.
   *
   * @param colors whether sequences that only change the look of text (SGR) stay
   */
  public static String line(String text, boolean colors) {
    int at = 0;
    while (at < text.length() && (!steers(text.charAt(at)) || text.charAt(at) == '\t')) {
      at++;
    }
    return at == text.length() ? text : cleaned(text, colors);
  }

  private static String cleaned(String text, boolean colors) {
    StringBuilder clean = new StringBuilder(text.length());
    boolean colored = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ESC) {
        int end = afterSequence(text, at);
        if (colors && isLook(text, at, end)) {
          clean.append(text, at, end);
          colored = true;
        }
        at = end;
      } else {
        if (!steers(c) || c == '\t') {
          clean.append(c);
        }
        at++;
      }
    }
    return colored ? clean.append("\u001b[0m").toString() : clean.toString();
  }

  /** Select Graphic Rendition (ECMA-48, 8.3.117): numbers between {@code ESC [} and {@code m}. */
  private static boolean isLook(String text, int from, int to) {
    boolean look = to - from >= 3 && text.charAt(from + 1) == '[' && text.charAt(to - 1) == 'm';
    for (int at = from + 2; look && at < to - 1; at++) {
      char c = text.charAt(at);
      look = c >= '0' && c <= '9' || c == ';' || c == ':';
    }
    return look;
  }

  /** Where the sequence that begins at {@code from} ends. */
  private static int afterSequence(String text, int from) {
    if (from + 1 >= text.length()) {
      return text.length();
    }
    return switch (text.charAt(from + 1)) {
      case '[' -> afterControl(text, from + 2);
      case ']', 'P', 'X', '^', '_' -> afterString(text, from + 2);
      default -> afterShort(text, from + 1);
    };
  }

  /** CSI: parameters and intermediates, then one final character. */
  private static int afterControl(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < '@') {
      at++;
    }
    return Math.min(text.length(), at + 1);
  }

  /** OSC, DCS and the like: up to BEL or ESC \. */
  private static int afterString(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == BEL) {
        return at + 1;
      }
      if (text.charAt(at) == ESC) {
        return Math.min(text.length(), at + 2);
      }
    }
    return text.length();
  }

  /** ESC, intermediates, one final character. */
  private static int afterShort(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < '0') {
      at++;
    }
    return Math.min(text.length(), at + 1);
  }

  /** Whether a terminal may obey a character, or a reader be misled by it. */
  public static boolean steers(char c) {
    return c < ' '
        || c >= 0x7f && c <= 0x9f
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }
}
