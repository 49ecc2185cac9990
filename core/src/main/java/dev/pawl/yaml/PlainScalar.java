package dev.pawl.yaml;

import dev.pawl.yaml.Node.Kind;

/**
 * The type of a plain scalar by the core schema of YAML 1.2 (section 10.3.2), where {@code yes},
 * {@code no}, {@code on} and {@code off} are texts.
 */
public final class PlainScalar {
  private PlainScalar() {}

  /** The type of a scalar that is neither quoted nor a block. */
  public static Kind kind(String text) {
    if (text.isEmpty()) {
      return Kind.NOTHING;
    }
    char first = text.charAt(0);
    boolean numeric = first >= '0' && first <= '9' || "+-.".indexOf(first) >= 0;
    return numeric ? numberKind(text) : wordKind(text);
  }

  /** Whether YAML 1.1 took this for a boolean, so that people expect it to be one. */
  public static boolean wasBoolean(String text) {
    return switch (text.length() <= 3 ? text.toLowerCase(java.util.Locale.ROOT) : "") {
      case "yes", "no", "on", "off", "y", "n" -> true;
      default -> false;
    };
  }

  private static Kind wordKind(String text) {
    return switch (text) {
      case "~", "null", "Null", "NULL" -> Kind.NOTHING;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOLEAN;
      default -> Kind.TEXT;
    };
  }

  private static Kind numberKind(String text) {
    if (text.startsWith("0x") && digits(text, 2, 16) == text.length() && text.length() > 2
        || text.startsWith("0o") && digits(text, 2, 8) == text.length() && text.length() > 2) {
      return Kind.INTEGER;
    }
    int start = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    if (isInfiniteOrNone(text, start)) {
      return Kind.NUMBER;
    }
    int whole = digits(text, start, 10);
    if (whole == text.length() && whole > start) {
      return Kind.INTEGER;
    }
    return isDecimal(text, start, whole) ? Kind.NUMBER : Kind.TEXT;
  }

  private static boolean isInfiniteOrNone(String text, int start) {
    String rest = text.substring(start);
    return switch (rest) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> start == 0;
      default -> false;
    };
  }

  private static boolean isDecimal(String text, int start, int whole) {
    int at = whole;
    boolean mantissa = whole > start;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1, 10);
      mantissa |= end > at + 1;
      at = end;
    }
    if (!mantissa) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int end = digits(text, at, 10);
      return end > at && end == text.length();
    }
    return at == text.length();
  }

  private static int digits(String text, int from, int radix) {
    int at = from;
    while (at < text.length()
        && text.charAt(at) < 128
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return at;
  }
}
