package dev.pawl.backlog.file;

import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.PlainScalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes texts as YAML so that any reader, of version 1.1 or 1.2, gives them back as they were:
 * without quotes where that is safe beyond doubt, below a bar when they have lines, in quotes
 * otherwise. The escapes are those that JSON has too.
 */
final class ScalarText {
  /** What YAML 1.1 takes for a number, a time or a date consists of these. */
  private static final String NUMERIC = "0123456789_.,:+- TtZzeExXoO";

  private ScalarText() {}

  /** On one line. */
  static String inline(String text, boolean flow) {
    if (isPlain(text, flow)) {
      return text;
    }
    boolean escapes = text.chars().anyMatch(c -> needsEscape((char) c)) || !isWellFormed(text);
    if (!escapes && text.indexOf('\'') < 0 && (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0)) {
      return "'" + text + "'";
    }
    return quoted(text);
  }

  /** In double quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          boolean pair = i + 1 < text.length() && isPair(c, text.charAt(i + 1));
          if (pair) {
            out.append(c).append(text.charAt(++i));
          } else if (needsEscape(c) || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /**
   * The lines of a text that is written below a bar; empty when it cannot be, or has one line only.
   */
  static Optional<List<String>> lines(String text) {
    boolean inside = text.indexOf('\n') >= 0 && !text.endsWith("\n\n") && isWellFormed(text);
    if (!inside || Character.isWhitespace(text.charAt(0))) {
      return Optional.empty();
    }
    List<String> lines = text.lines().toList();
    boolean readable =
        lines.stream().allMatch(line -> line.isEmpty() || !line.isBlank())
            && text.chars().allMatch(c -> c == '\n' || c == '\t' || !needsEscape((char) c));
    return readable ? Optional.of(lines) : Optional.empty();
  }

  /** What follows a bar: whether the last line has an end. */
  static String bar(String text) {
    return text.endsWith("\n") ? "|" : "|-";
  }

  private static boolean isPlain(String text, boolean flow) {
    if (text.isEmpty() || !beginsPlain(text.charAt(0)) || !isWellFormed(text)) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    boolean marks =
        text.contains(": ")
            || text.contains(" #")
            || last == ':'
            || Character.isWhitespace(last)
            || text.chars().anyMatch(c -> needsEscape((char) c))
            || flow && text.chars().anyMatch(c -> ",:[]{}".indexOf(c) >= 0);
    return !marks && !looksOtherwise(text);
  }

  private static boolean beginsPlain(char c) {
    return Character.isLetterOrDigit(c) || "_/.(".indexOf(c) >= 0 || Character.isSurrogate(c);
  }

  /** Whether some version of YAML takes the text for a number, a boolean or the like. */
  private static boolean looksOtherwise(String text) {
    return PlainScalar.kind(text) != Kind.TEXT
        || PlainScalar.wasBoolean(text)
        || text.chars().allMatch(c -> NUMERIC.indexOf(c) >= 0)
            && text.chars().anyMatch(c -> c >= '0' && c <= '9')
        || Stream.of("...", "0x", "0o").anyMatch(text::startsWith);
  }

  private static boolean needsEscape(char c) {
    return c < ' '
        || c >= 0x7f && c < 0xa0
        || c == '\u2028'
        || c == '\u2029'
        || c == '\ufeff'
        || c >= '\ufffe';
  }

  /** Whether all surrogates are in pairs, so that it can be written in UTF-8. */
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !isPair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Two halves of one character, which may stand in YAML as it is. */
  private static boolean isPair(char high, char low) {
    return Character.isSurrogatePair(high, low);
  }
}
