package dev.pawl.backlog.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as RFC 3339 writes them: {@code 2026-11-20T15:47:41Z}, with up to nine digits of a second,
 * or with an offset instead of Z. By hand, because a large file has 20,000 of them.
 */
final class Time {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MOST_DIGITS = 9;

  private Time() {}

  /** Empty when the text is no such time, or there is no such day or hour. */
  static Optional<Instant> parse(String text) {
    int at = FORM.length();
    if (text.length() <= at || !hasForm(text, 0, FORM)) {
      return Optional.empty();
    }
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int end = at + 1;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      int digits = end - at - 1;
      if (digits == 0 || digits > MOST_DIGITS) {
        return Optional.empty();
      }
      nanos = number(text, at + 1, end) * (int) Math.pow(10, MOST_DIGITS - digits);
      at = end;
    }
    try {
      Optional<ZoneOffset> offset = offset(text, at);
      LocalDateTime local =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              nanos);
      return offset.map(zone -> local.atOffset(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(String text, int at) {
    String rest = text.substring(at);
    if (rest.equals("Z") || rest.equals("z")) {
      return Optional.of(ZoneOffset.UTC);
    }
    boolean sign = rest.startsWith("+") || rest.startsWith("-");
    if (!sign || rest.length() != 6 || !hasForm(rest, 1, "dd:dd")) {
      return Optional.empty();
    }
    int factor = rest.startsWith("-") ? -1 : 1;
    return Optional.of(
        ZoneOffset.ofHoursMinutes(factor * number(rest, 1, 3), factor * number(rest, 4, 6)));
  }

  private static boolean hasForm(String text, int from, String form) {
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(from + i);
      char wanted = form.charAt(i);
      boolean fits = wanted == 'd' ? isDigit(c) : c == wanted || wanted == 'T' && c == 't';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
