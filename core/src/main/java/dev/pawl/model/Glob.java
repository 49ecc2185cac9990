package dev.pawl.model;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over paths with {@code /}: {@code *} and {@code ?} stay within a folder, {@code **} as
 * a whole part crosses any number of folders, none included, {@code [abc]} is one of these
 * characters, {@code {a,b}} one of these texts, a backslash takes the next character as it is. A
 * slash at the end and {@code ./} at the front change nothing.
 */
public final class Glob {
  private static final String SPECIAL = "*?[]{}\\";

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * The glob of a text.
   *
   * @throws IllegalArgumentException if a bracket or brace is not closed
   */
  public static Glob of(String text) {
    String front = text.startsWith("./") ? text.substring(2) : text;
    boolean isFolder = front.length() > 1 && front.endsWith("/");
    String plain = isFolder ? front.substring(0, front.length() - 1) : front;
    try {
      return new Glob(plain, Pattern.compile(new Translation(plain).regex(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no glob: '" + text + "'", e);
    }
  }

  /** Whether a text has no special character, so that it names one path. */
  public static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /** Whether a relative path matches. */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The folders at the front that hold no special character, for example {@code src/main}. */
  public String fixedFolder() {
    int end = 0;
    for (int at = 0; at < text.length() && "*?[{\\".indexOf(text.charAt(at)) < 0; at++) {
      if (text.charAt(at) == '/') {
        end = at;
      }
    }
    return text.substring(0, end);
  }

  /** How many folders deep a match can lie below the top; {@code Integer.MAX_VALUE} with **. */
  public int depth() {
    return text.contains("**")
        ? Integer.MAX_VALUE
        : 1 + (int) text.chars().filter(c -> c == '/').count();
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class Translation {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private int braces;

    Translation(String glob) {
      this.glob = glob;
    }

    String regex() {
      while (at < glob.length()) {
        one(glob.charAt(at++));
      }
      if (braces > 0) {
        throw new IllegalArgumentException("a brace is not closed");
      }
      return regex.toString();
    }

    private void one(char c) {
      switch (c) {
        case '*' -> star();
        case '?' -> regex.append("[^/]");
        case '[' -> bracket();
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> closeBrace();
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '\\' -> literal(at < glob.length() ? glob.charAt(at++) : '\\');
        default -> literal(c);
      }
    }

    private void star() {
      if (at >= glob.length() || glob.charAt(at) != '*') {
        regex.append("[^/]*");
        return;
      }
      at++;
      if (at < glob.length() && glob.charAt(at) == '/') {
        at++;
        regex.append("(?:[^/]+/)*");
      } else {
        regex.append(".*");
      }
    }

    private void bracket() {
      int end = glob.indexOf(']', at + 1);
      if (end < 0) {
        throw new IllegalArgumentException("a bracket is not closed");
      }
      String inside = glob.substring(at, end).replace("\\", "\\\\").replace("[", "\\[");
      inside = inside.replace("&", "\\&");
      regex.append('[').append(inside.startsWith("!") ? "^/" + inside.substring(1) : inside);
      regex.append(']');
      at = end + 1;
    }

    private void closeBrace() {
      if (braces > 0) {
        braces--;
        regex.append(')');
      } else {
        literal('}');
      }
    }

    private void literal(char c) {
      if (!Character.isLetterOrDigit(c) && c < 128) {
        regex.append('\\');
      }
      regex.append(c);
    }
  }
}
