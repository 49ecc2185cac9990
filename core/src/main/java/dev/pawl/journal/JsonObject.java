package dev.pawl.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object as it was read, asked by name and type. A null counts as missing. A value that is
 * missing or of another type is an IllegalArgumentException that names it.
 */
final class JsonObject {
  private @Nullable String[] names = new @Nullable String[8];
  private @Nullable Object[] values = new @Nullable Object[8];
  private int size;

  void put(String name, @Nullable Object value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size++] = value;
  }

  boolean has(String name) {
    return find(name) != null;
  }

  boolean isText(String name) {
    return find(name) instanceof String;
  }

  String text(String name) {
    return as(String.class, name, "a text");
  }

  Optional<String> optionalText(String name) {
    return !has(name) ? Optional.empty() : Optional.of(text(name));
  }

  long number(String name) {
    return as(Long.class, name, "a whole number");
  }

  int smallNumber(String name) {
    return small(name, number(name));
  }

  OptionalInt optionalNumber(String name) {
    return !has(name) ? OptionalInt.empty() : OptionalInt.of(smallNumber(name));
  }

  double decimal(String name) {
    return as(Number.class, name, "a number").doubleValue();
  }

  boolean flag(String name) {
    return as(Boolean.class, name, "true or false");
  }

  JsonObject object(String name) {
    return as(JsonObject.class, name, "an object");
  }

  Optional<JsonObject> optionalObject(String name) {
    return !has(name) ? Optional.empty() : Optional.of(object(name));
  }

  /** The items of a list; empty when it is missing. */
  <T> List<T> list(String name, Class<T> type) {
    if (!has(name)) {
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (Object item : as(List.class, name, "a list")) {
      if (!type.isInstance(item)) {
        throw wrong(name, "a list of another kind");
      }
      items.add(type.cast(item));
    }
    return items;
  }

  /** All fields as texts, in their order. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int at = 0; at < size; at++) {
      String name = String.valueOf(names[at]);
      if (!(values[at] instanceof String text)) {
        throw wrong(name, "a text");
      }
      texts.put(name, text);
    }
    return texts;
  }

  private <T> T as(Class<T> type, String name, String expected) {
    Object value = find(name);
    if (!type.isInstance(value)) {
      throw wrong(name, expected);
    }
    return type.cast(value);
  }

  private @Nullable Object find(String name) {
    for (int at = 0; at < size; at++) {
      if (name.equals(names[at])) {
        return values[at];
      }
    }
    return null;
  }

  private static int small(String name, long number) {
    if (number != (int) number) {
      throw wrong(name, "a number below 2^31");
    }
    return (int) number;
  }

  private static IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException("'" + name + "' is missing or not " + expected);
  }
}
