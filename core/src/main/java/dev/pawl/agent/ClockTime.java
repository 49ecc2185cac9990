package dev.pawl.agent;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of the day, as clocks show it to people: {@code resets 3pm (Europe/Berlin)}, {@code try
 * again at Jul 5th, 2026 8:19 PM}, {@code resets Mon 9am}. What it leaves open is filled in: the
 * zone of the caller, and the next day on which it comes.
 */
final class ClockTime {
  /** What is just over was meant: a minute lies between the words and their reading. */
  private static final Duration JUST_OVER = Duration.ofMinutes(15);

  private static final int HALF_A_YEAR = 6;

  private static final Pattern FORM =
      ResetTime.pattern(
          "(?:resets?|try again|retry|come back|available again)(?: on| at)?\\s{1,2}"
              + "(?:(?<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s{1,2}(?:at )?)?"
              + "(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?"
              + "\\s{1,2}(?<day>\\d{1,2})(?:st|nd|rd|th)?,?(?:\\s{1,2}(?<year>\\d{4}),?)?"
              + "\\s{1,2}(?:at )?)?"
              + "(?<hour>\\d{1,2})(?::(?<minute>\\d\\d))?(?::\\d\\d)?\\s{0,2}(?<half>[ap]\\.?m\\b)?"
              + "(?:\\s{0,2}\\(?(?<zone>UTC|GMT|[A-Z][A-Za-z_]{1,30}/[A-Za-z0-9_+/-]{1,40})\\)?)?");

  private ClockTime() {}

  static Optional<Instant> in(String text, ZonedDateTime now) {
    Matcher found = FORM.matcher(text);
    if (!found.find() || (found.group("minute") == null && found.group("half") == null)) {
      return Optional.empty();
    }
    try {
      String zone = found.group("zone");
      ZonedDateTime here = zone == null ? now : now.withZoneSameInstant(ZoneId.of(zone));
      return Optional.of(time(found, here).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // no such hour, day or zone
    }
  }

  private static ZonedDateTime time(Matcher found, ZonedDateTime now) {
    LocalTime time = LocalTime.of(hour(found), number(found, "minute", 0));
    if (found.group("month") != null) {
      return date(found, now.toLocalDate()).atTime(time).atZone(now.getZone());
    }
    ZonedDateTime today = now.with(time);
    if (found.group("weekday") != null) {
      DayOfWeek day = weekday(found.group("weekday"));
      int ahead = Math.floorMod(day.getValue() - now.getDayOfWeek().getValue(), 7);
      return onwards(today.plusDays(ahead), now, 7);
    }
    return onwards(today, now, 1);
  }

  private static ZonedDateTime onwards(ZonedDateTime time, ZonedDateTime now, int days) {
    return time.isBefore(now.minus(JUST_OVER)) ? time.plusDays(days) : time;
  }

  /** Without a year the nearest one. */
  private static LocalDate date(Matcher found, LocalDate today) {
    Month month = month(found.group("month"));
    int day = number(found, "day", 1);
    LocalDate date = LocalDate.of(number(found, "year", today.getYear()), month, day);
    if (found.group("year") != null) {
      return date;
    }
    if (date.isBefore(today.minusMonths(HALF_A_YEAR))) {
      return date.plusYears(1);
    }
    return date.isAfter(today.plusMonths(HALF_A_YEAR)) ? date.minusYears(1) : date;
  }

  private static int hour(Matcher found) {
    int hour = number(found, "hour", 0);
    String half = found.group("half");
    if (half == null) {
      return hour;
    }
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("no such hour: " + hour);
    }
    return hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
  }

  private static int number(Matcher found, String group, int otherwise) {
    String text = found.group(group);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private static Month month(String word) {
    for (Month month : Month.values()) {
      if (month.name().startsWith(word.toUpperCase(Locale.ROOT))) {
        return month;
      }
    }
    throw new DateTimeException("no such month: " + word);
  }

  private static DayOfWeek weekday(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new DateTimeException("no such day: " + word);
  }
}
