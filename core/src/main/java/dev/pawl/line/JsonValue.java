package dev.pawl.line;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value but null.
 *
 * @param value a String, Long, BigInteger, BigDecimal, Double, Boolean, {@link JsonObject} or an
 *     unmodifiable list of these and nulls
 */
public record JsonValue(Object value) {
  /**
   * The value of texts, whole numbers, decimals, booleans, nulls, JsonObjects, and lists and maps
   * of these.
   *
   * @throws IllegalArgumentException if there is something else in it
   */
  public static JsonValue of(Object tree) {
    Object value = checked(tree);
    if (value == null) {
      throw new IllegalArgumentException("no value");
    }
    return new JsonValue(value);
  }

  /** The same with maps, in the order of the fields, instead of objects. */
  public Object tree() {
    return required(plain(value));
  }

  /** Compact JSON. */
  @Override
  public String toString() {
    return new JsonWriter(false).value(this).text();
  }

  static @Nullable Object checked(@Nullable Object tree) {
    return switch (tree) {
      case null -> null;
      case String _, Long _, Boolean _, Double _, BigInteger _, BigDecimal _, JsonObject _ -> tree;
      case Integer number -> number.longValue();
      case Map<?, ?> map -> {
        JsonObject object = new JsonObject();
        map.forEach((key, item) -> object.put(String.valueOf(key), checked(item)));
        yield object;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(checked(item)));
        yield Collections.unmodifiableList(items);
      }
      default -> throw new IllegalArgumentException("no JSON value: " + tree.getClass());
    };
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case JsonObject object -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.names().forEach(name -> map.put(name, plain(object.value(name))));
        yield map;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      default -> value;
    };
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("no value");
    }
    return value;
  }
}
