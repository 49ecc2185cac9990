package dev.pawl.app.format;

import java.util.List;
import java.util.Locale;

/** The forms in which a listing can be had. */
public enum Format {
  /** Aligned, for people. */
  TABLE,
  /** One array. */
  JSON,
  /** One object a line. */
  NDJSON,
  /** RFC 4180, with a header. */
  CSV,
  /** Tabs between values, with a header; tab, newline and backslash in a value are escaped. */
  TSV;

  /** The names of all forms, as {@code --format} takes them. */
  public static List<String> names() {
    return List.of(values()).stream().map(Format::wire).toList();
  }

  /** The form of that name, which must be one of {@link #names}. */
  public static Format named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
