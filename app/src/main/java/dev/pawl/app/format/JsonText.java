package dev.pawl.app.format;

import dev.pawl.model.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON objects (RFC 8259), with their columns as fields in the same order.
 *
 * <p>Written by hand, because a listing should not wait for a library to be loaded; reading is the
 * hard half, and no part of this.
 */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** One array, an object a line; {@code []} when there are none. */
  public static <T> void array(Writer out, List<Column<T>> columns, Iterable<T> records)
      throws IOException {
    String before = "[";
    for (T one : records) {
      out.write(before);
      out.write(object(columns, one));
      before = ",\n";
    }
    out.write(before.equals("[") ? "[]\n" : "]\n");
  }

  /** One object a line; nothing when there are none. */
  public static <T> void lines(Writer out, List<Column<T>> columns, Iterable<T> records)
      throws IOException {
    for (T one : records) {
      out.write(object(columns, one));
      out.write('\n');
    }
  }

  /** One object. */
  public static <T> String object(List<Column<T>> columns, T one) {
    JsonText json = new JsonText();
    json.fields(columns, one);
    return json.text.toString();
  }

  /** JSON of another origin, with those characters escaped that a terminal would obey. */
  public static String harmless(String json) {
    JsonText same = new JsonText();
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '\n') {
        same.text.append(c);
      } else {
        same.plain(c);
      }
    }
    return same.text.toString();
  }

  private <T> void fields(List<Column<T>> columns, T one) {
    char before = '{';
    for (Column<T> column : columns) {
      text.append(before);
      string(column.name());
      text.append(':');
      value(column.value().apply(one));
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      case Nested<?> nested -> nested(nested);
      case Inner<?> inner -> inner(inner);
      case Collection<?> list -> list(list);
      default -> string(Values.text(value));
    }
  }

  private <T> void nested(Nested<T> nested) {
    text.append('[');
    String before = "";
    for (T one : nested.records()) {
      text.append(before);
      fields(nested.columns(), one);
      before = ",";
    }
    text.append(']');
  }

  private <T> void inner(Inner<T> inner) {
    fields(inner.columns(), inner.one());
  }

  private void list(Collection<?> list) {
    text.append('[');
    String before = "";
    for (Object element : list) {
      text.append(before);
      value(element);
      before = ",";
    }
    text.append(']');
  }

  private void string(String value) {
    text.append('"');
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> plain(c);
      }
    }
    text.append('"');
  }

  private void plain(char c) {
    if (SafeText.steers(c)) {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
