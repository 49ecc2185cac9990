package dev.pawl.line;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, asked by name and type. A null counts as missing. A value that is missing or of
 * another type is an IllegalArgumentException that names it. Immutable once it was handed out.
 *
 * <p>A value is a String, Long, BigInteger, BigDecimal, Double, Boolean, JsonObject, null, or a
 * list of these: numbers keep all their digits, so that what is not understood can be written
 * again. Fields keep their order; two objects are equal when they have equal fields in the same
 * order.
 */
public final class JsonObject {
  /** No fields. */
  public static final JsonObject EMPTY = new JsonObject();

  private @Nullable String[] names = new @Nullable String[4];
  private @Nullable Object[] values = new @Nullable Object[4];
  private int size;

  JsonObject() {}

  /**
   * An object of some fields, in the map's order.
   *
   * @param fields texts, whole numbers, decimals, booleans, nulls, JsonObjects, and lists and maps
   *     of these
   * @throws IllegalArgumentException if a value is of another kind
   */
  public static JsonObject of(Map<String, ?> fields) {
    JsonObject object = new JsonObject();
    fields.forEach((name, value) -> object.put(name, JsonValue.checked(value)));
    return object;
  }

  /** The names of the fields, in their order, also of those that are null. */
  public List<String> names() {
    List<String> all = new ArrayList<>(size);
    for (int at = 0; at < size; at++) {
      all.add(String.valueOf(names[at]));
    }
    return all;
  }

  /** The value of a field as it is; null when it is missing. */
  public @Nullable Object value(String name) {
    return find(name);
  }

  /** The fields whose names are not among some, in their order. */
  public JsonObject without(Set<String> known) {
    JsonObject rest = new JsonObject();
    for (int at = 0; at < size; at++) {
      String name = String.valueOf(names[at]);
      if (!known.contains(name)) {
        rest.put(name, values[at]);
      }
    }
    return rest.size == 0 ? EMPTY : rest;
  }

  /** These fields, and of {@code defaults} those whose names are not among them. */
  public JsonObject over(JsonObject defaults) {
    if (defaults.isEmpty()) {
      return this;
    }
    JsonObject all = new JsonObject();
    all.names = Arrays.copyOf(names, size + defaults.size);
    all.values = Arrays.copyOf(values, size + defaults.size);
    all.size = size;
    for (int at = 0; at < defaults.size; at++) {
      if (!has(String.valueOf(defaults.names[at]))) {
        all.put(String.valueOf(defaults.names[at]), defaults.values[at]);
      }
    }
    return all;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject that
        && Arrays.equals(names, 0, size, that.names, 0, that.size)
        && Arrays.equals(values, 0, size, that.values, 0, that.size);
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int at = 0; at < size; at++) {
      hash = 31 * (31 * hash + Objects.hashCode(names[at])) + Objects.hashCode(values[at]);
    }
    return hash;
  }

  /** Compact JSON. */
  @Override
  public String toString() {
    return new JsonWriter(false).value(this).text();
  }

  void put(String name, @Nullable Object value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size++] = value;
  }

  public boolean has(String name) {
    return find(name) != null;
  }

  public boolean isText(String name) {
    return find(name) instanceof String;
  }

  public String text(String name) {
    return as(String.class, name, "a text");
  }

  public Optional<String> optionalText(String name) {
    return !has(name) ? Optional.empty() : Optional.of(text(name));
  }

  public long number(String name) {
    return as(Long.class, name, "a whole number");
  }

  public int smallNumber(String name) {
    return small(name, number(name));
  }

  public OptionalInt optionalNumber(String name) {
    return !has(name) ? OptionalInt.empty() : OptionalInt.of(smallNumber(name));
  }

  /** A number that a double can hold, as far as its digits reach. */
  public double decimal(String name) {
    double number = as(Number.class, name, "a number").doubleValue();
    if (!Double.isFinite(number)) {
      throw wrong(name, "a number below 2^1023");
    }
    return number;
  }

  /** A time as {@link Instant#toString} writes it. */
  public Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw wrong(name, "a time like 2026-11-20T15:47:41.120Z");
    }
  }

  public Optional<Instant> optionalTime(String name) {
    return !has(name) ? Optional.empty() : Optional.of(time(name));
  }

  /** A duration as {@link Duration#toString} writes it. */
  public Duration duration(String name) {
    try {
      return Duration.parse(text(name));
    } catch (DateTimeParseException e) {
      throw wrong(name, "a duration like PT1M30S");
    }
  }

  public boolean flag(String name) {
    return as(Boolean.class, name, "true or false");
  }

  /** Whether a field is there and true. */
  public boolean optionalFlag(String name) {
    return has(name) && flag(name);
  }

  public JsonObject object(String name) {
    return as(JsonObject.class, name, "an object");
  }

  public Optional<JsonObject> optionalObject(String name) {
    return !has(name) ? Optional.empty() : Optional.of(object(name));
  }

  /** The items of a list; empty when it is missing. */
  public <T> List<T> list(String name, Class<T> type) {
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
  public Map<String, String> texts() {
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
