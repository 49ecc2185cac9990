package dev.pawl.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a usage limit ends, as agents and the services behind them say it:
 *
 * <pre>
 * usage limit reached|1749924000            "resets_at":1775317531     "resets_in_seconds":602705
 * resets 3pm (America/New_York)             resets May 5 at 9pm        try again at 7:40 PM
 * try again in 5 days 22 hours 11 minutes   retry in 15.002899939s     Retry-After: 120
 * resets at 2026-11-22T03:00:00Z            Retry-After: Sun, 22 Nov 2026 03:00:00 GMT
 * </pre>
 */
final class ResetTime {
  /** Later ones are not believed. */
  private static final Duration LATEST = Duration.ofDays(370);

  private static final String WORD =
      "(?:resets?|try again|retry|come back|available again|retry-?after)";
  private static final String UNIT =
      "(?:milliseconds?|ms|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)";
  private static final String AMOUNT = "\\d{1,9}(?:\\.\\d{1,12})?\\s{0,2}" + UNIT + "(?![a-z])";

  private static final Pattern EPOCH =
      pattern("(?:reached\\||resets?_?at\\W{1,4})(\\d{10})(?:\\d{3})?\\b");
  private static final Pattern SECONDS =
      pattern("(?:resets?_in_seconds|retry[-_ ]?after)\\W{1,4}(\\d{1,8})\\b(?!\\s{0,2}[a-z])");
  private static final Pattern ISO =
      pattern(
          WORD
              + ".{0,20}?\\b(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?"
              + "(?:Z|[+-]\\d\\d:\\d\\d))");
  private static final Pattern HTTP_DATE =
      pattern("retry-?after\\W{1,4}([a-z]{3}, \\d\\d? [a-z]{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT)");
  private static final Pattern SPAN =
      pattern(
          "(?:"
              + WORD
              + "|retrydelay)\\W{1,5}(?:in |after )?(?:about |~)?("
              + AMOUNT
              + "(?:(?:,|, and| and)?\\s{0,2}"
              + AMOUNT
              + "){0,4})");
  private static final Pattern ONE =
      pattern("(\\d{1,9}(?:\\.\\d{1,12})?)\\s{0,2}(" + UNIT + ")(?![a-z])");

  private static final List<BiFunction<String, ZonedDateTime, Optional<Instant>>> FORMS =
      List.of(
          ResetTime::epoch,
          ResetTime::seconds,
          ResetTime::iso,
          ResetTime::httpDate,
          ResetTime::span,
          ClockTime::in);

  private ResetTime() {}

  /** The time that a text names; empty if there is none that can be believed. */
  static Optional<Instant> in(String text, ZonedDateTime now) {
    String found = Bounded.shortened(text);
    return FORMS.stream()
        .flatMap(form -> form.apply(found, now).stream())
        .filter(time -> time.isBefore(now.toInstant().plus(LATEST)))
        .findFirst();
  }

  static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  private static Optional<Instant> epoch(String text, ZonedDateTime now) {
    Matcher found = EPOCH.matcher(text);
    return found.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private static Optional<Instant> seconds(String text, ZonedDateTime now) {
    Matcher found = SECONDS.matcher(text);
    return found.find()
        ? Optional.of(now.toInstant().plusSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private static Optional<Instant> iso(String text, ZonedDateTime now) {
    Matcher found = ISO.matcher(text);
    try {
      return found.find()
          ? Optional.of(OffsetDateTime.parse(found.group(1).toUpperCase(Locale.ROOT)).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> httpDate(String text, ZonedDateTime now) {
    Matcher found = HTTP_DATE.matcher(text);
    try {
      return found.find()
          ? Optional.of(
              ZonedDateTime.parse(found.group(1), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> span(String text, ZonedDateTime now) {
    Matcher found = SPAN.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    double seconds = 0;
    Matcher one = ONE.matcher(found.group(1));
    while (one.find()) {
      seconds += Double.parseDouble(one.group(1)) * seconds(one.group(2).toLowerCase(Locale.ROOT));
    }
    return Optional.of(now.toInstant().plusMillis((long) Math.ceil(seconds * 1000)));
  }

  private static double seconds(String unit) {
    if (unit.startsWith("ms") || unit.startsWith("milli")) {
      return 0.001;
    }
    return switch (unit.charAt(0)) {
      case 'd' -> 86_400;
      case 'h' -> 3600;
      case 'm' -> 60;
      default -> 1;
    };
  }
}
