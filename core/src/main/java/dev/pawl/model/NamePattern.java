package dev.pawl.model;

import java.util.Set;

/** What a workflow or a job may be called: safe as a file name, never a word of an address. */
public final class NamePattern {
  /** The rule in words, for messages. */
  public static final String RULE =
      "1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit;"
          + " not \"all\" or \"last\"";

  /** The rule as a regular expression, without the reserved words. */
  public static final String REGEX = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private static final int LONGEST = 64;
  private static final Set<String> RESERVED = Set.of("all", "last");

  private NamePattern() {}

  /** Whether a text may be a name. */
  public static boolean matches(String text) {
    return hasForm(text) && !RESERVED.contains(text);
  }

  /** What {@link #REGEX} says; a loop, because 100,000 names are checked before a run starts. */
  private static boolean hasForm(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean first = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!first && (i == 0 || c != '.' && c != '_' && c != '-')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  static String checked(String kind, String text) {
    if (!matches(text)) {
      throw new IllegalArgumentException(kind + " '" + text + "' is not a name: " + RULE);
    }
    return text;
  }
}
