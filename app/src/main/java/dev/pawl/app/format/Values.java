package dev.pawl.app.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as one piece of text. */
public final class Values {
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Values() {}

  /** For example {@code 2026-11-20T15:47:41.120Z}. */
  public static String time(Instant time) {
    return RFC_3339.format(time);
  }

  /** A missing value is ""; a list is its elements with a space between. */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Instant time -> time(time);
      case Collection<?> list -> joined(list);
      default -> value.toString();
    };
  }

  private static String joined(Collection<?> list) {
    StringBuilder text = new StringBuilder();
    for (Object element : list) {
      text.append(text.isEmpty() ? "" : " ").append(text(element));
    }
    return text.toString();
  }
}
