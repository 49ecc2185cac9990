package dev.pawl.process;

import org.jspecify.annotations.Nullable;

/**
 * Identifies one spawned process (an attempt, a probe) within its run.
 *
 * <p>The text is the process's cookie: every descendant that does not clear its environment carries
 * {@code PAWL_SCOPE=RUN:JOB:PART}, and by that it is found when it has left group and session. A
 * pawl that runs inside a job appends its own, separated by a comma: {@code OUTER,INNER}.
 *
 * @param text 1 to 200 characters of {@code [A-Za-z0-9._:@-]}
 */
public record Scope(String text) {
  /** The name of the variable that carries the cookie. */
  public static final String VARIABLE = "PAWL_SCOPE";

  public Scope {
    if (text.isEmpty() || text.length() > 200 || !isAllowed(text)) {
      throw new IllegalArgumentException("not a scope: '" + text + "'");
    }
  }

  /** Whether {@code cookie}, the value of {@link #VARIABLE}, has this scope as one element. */
  boolean isIn(String cookie) {
    int at = cookie.indexOf(text);
    while (at >= 0) {
      int end = at + text.length();
      boolean starts = at == 0 || cookie.charAt(at - 1) == ',';
      boolean ends = end == cookie.length() || cookie.charAt(end) == ',';
      if (starts && ends) {
        return true;
      }
      at = cookie.indexOf(text, at + 1);
    }
    return false;
  }

  private static boolean isAllowed(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!allowed(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == ':'
        || c == '@'
        || c == '-';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope scope && text.equals(scope.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
