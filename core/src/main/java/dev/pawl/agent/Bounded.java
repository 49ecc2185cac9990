package dev.pawl.agent;

import java.util.regex.Pattern;

/**
 * A text that lets itself be looked at so many times. A regular expression of a user may need
 * exponential time, or a deep stack; then it is not found.
 */
final class Bounded implements CharSequence {
  /** Longer texts are looked at from both ends. */
  private static final int LONGEST = 4000;

  private static final int LOOKS = 1_000_000;

  private final CharSequence text;
  private final int[] looks;

  private Bounded(CharSequence text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  /** The limit was reached. */
  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyLooks() {
      super("too many looks", null, false, false);
    }
  }

  /** Whether a pattern is found in a text, within the bounds. */
  static boolean finds(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Bounded(shortened(text), new int[] {LOOKS})).find();
    } catch (TooManyLooks | StackOverflowError e) {
      return false;
    }
  }

  /** The text, or its two ends. */
  static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST / 2) + "\n" + text.substring(text.length() - LONGEST / 2);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (looks[0]-- <= 0) {
      throw new TooManyLooks();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new Bounded(text.subSequence(start, end), looks);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
