package dev.pawl.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a run, for example {@code 20261120-154741-7f3a}: the second it began (UTC) and four hex
 * digits. Ids sort by time.
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern PATTERN = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");
  private static final int SECOND_LENGTH = "20261120-154741".length();
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public RunId {
    if (!isRunId(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a run id");
    }
  }

  /** The id of a run that begins at {@code at}; only the low 16 bits of {@code draw} count. */
  public static RunId of(Instant at, int draw) {
    return new RunId(SECOND.format(at) + String.format(Locale.ROOT, "-%04x", draw & 0xffff));
  }

  /** Whether a text has the form of a run id. */
  public static boolean isRunId(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** The second it began; empty when the digits are no date. */
  public Optional<Instant> time() {
    try {
      return Optional.of(SECOND.parse(value.substring(0, SECOND_LENGTH), Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
