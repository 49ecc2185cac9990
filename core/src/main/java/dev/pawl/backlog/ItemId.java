package dev.pawl.backlog;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The name of an item, for example {@code WRK-007}; unique in its backlog and never given twice.
 */
public record ItemId(String value) implements Comparable<ItemId> {
  /** The rule in words, for messages. */
  public static final String RULE =
      "1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_DIGITS = 9;

  public ItemId {
    if (!matches(value)) {
      throw new IllegalArgumentException("'" + value + "' is not the name of an item: " + RULE);
    }
  }

  /** Whether a text may be the name of an item. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }

  /** The name with that prefix and number, at least three digits. */
  public static ItemId of(String prefix, int number) {
    String digits = Integer.toString(number);
    return new ItemId(prefix + "-" + "0".repeat(Math.max(0, 3 - digits.length())) + digits);
  }

  /** The number after that prefix; empty for another prefix, or what is no number. */
  public OptionalInt number(String prefix) {
    int from = prefix.length() + 1;
    boolean ofPrefix = value.startsWith(prefix + "-") && value.length() > from;
    String suffix = ofPrefix ? value.substring(from) : "";
    boolean counts =
        !suffix.isEmpty()
            && suffix.length() <= MOST_DIGITS
            && suffix.chars().allMatch(c -> c >= '0' && c <= '9');
    return counts ? OptionalInt.of(Integer.parseInt(suffix)) : OptionalInt.empty();
  }

  /** The number after the last dash, whatever stands before it. */
  public OptionalInt number() {
    int dash = value.lastIndexOf('-');
    return dash > 0 ? number(value.substring(0, dash)) : OptionalInt.empty();
  }

  @Override
  public int compareTo(ItemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
