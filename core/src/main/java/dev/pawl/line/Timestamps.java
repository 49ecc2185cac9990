package dev.pawl.line;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Times of the form {@code 2026-11-20T15:47:41.120Z} (RFC 3339, UTC, exactly milliseconds), written
 * and read without a formatter; the last second is remembered, since neighbours share it.
 */
public final class Timestamps {
  private static final String SEPARATORS = "    -  -  T  :  :  ";
  private static final int SECOND_LENGTH = SEPARATORS.length();
  private static final int LENGTH = SECOND_LENGTH + ".120Z".length();
  private static final int LAST_YEAR = 9999;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private long second = Long.MIN_VALUE;
  private String text = "";

  /** Whether there is a text of a time: its year has four digits. */
  public static boolean canFormat(Instant at) {
    int year = LocalDateTime.ofInstant(at, ZoneOffset.UTC).getYear();
    return year >= 0 && year <= LAST_YEAR;
  }

  /** The text of a time; what is finer than a millisecond is dropped. */
  public String format(Instant at) {
    if (at.getEpochSecond() != second) {
      second = at.getEpochSecond();
      text = secondText(at);
    }
    int millis = at.getNano() / NANOS_PER_MILLI;
    StringBuilder line = new StringBuilder(LENGTH).append(text).append('.');
    return digits(line, millis, 3).append('Z').toString();
  }

  /**
   * The time of a text.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public Instant parse(String time) {
    if (time.length() != LENGTH
        || time.charAt(SECOND_LENGTH) != '.'
        || time.charAt(LENGTH - 1) != 'Z') {
      throw new IllegalArgumentException("'" + time + "' is not a time like " + Instant.EPOCH);
    }
    if (!time.startsWith(text) || text.isEmpty()) {
      second = secondOf(time);
      text = time.substring(0, SECOND_LENGTH);
    }
    int millis = number(time, SECOND_LENGTH + 1, LENGTH - 1);
    return Instant.ofEpochSecond(second, (long) millis * NANOS_PER_MILLI);
  }

  private static String secondText(Instant at) {
    LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    StringBuilder line = new StringBuilder(SECOND_LENGTH);
    digits(line, Objects.checkIndex(time.getYear(), LAST_YEAR + 1), 4).append('-');
    digits(line, time.getMonthValue(), 2).append('-');
    digits(line, time.getDayOfMonth(), 2).append('T');
    digits(line, time.getHour(), 2).append(':');
    digits(line, time.getMinute(), 2).append(':');
    return digits(line, time.getSecond(), 2).toString();
  }

  private static StringBuilder digits(StringBuilder line, int number, int count) {
    int unit = 1;
    for (int digit = 1; digit < count; digit++) {
      unit *= 10;
    }
    for (int rest = unit; rest > 0; rest /= 10) {
      line.append((char) ('0' + number / rest % 10));
    }
    return line;
  }

  private static long secondOf(String time) {
    for (int at = 0; at < SECOND_LENGTH; at++) {
      if (SEPARATORS.charAt(at) != ' ' && SEPARATORS.charAt(at) != time.charAt(at)) {
        throw new IllegalArgumentException("'" + time + "' is not a time");
      }
    }
    try {
      return LocalDateTime.of(
              number(time, 0, 4),
              number(time, 5, 7),
              number(time, 8, 10),
              number(time, 11, 13),
              number(time, 14, 16),
              number(time, 17, 19))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + time + "' is not a time", e);
    }
  }

  private static int number(String time, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = time.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("'" + time + "' is not a time");
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
