package dev.pawl.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON object from bytes. */
public final class Json {
  /**
   * What Pawl wrote itself may be large (a plan of 100,000 jobs), but never deep. What is read can
   * be written again: {@link JsonWriter} goes a little deeper.
   */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(JsonWriter.DEEPEST - 2)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  /** Names of steps are names of fields too: a table of all names ever read would be large. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  private Json() {}

  /**
   * The object between two indexes.
   *
   * @throws IllegalArgumentException if there is none, or something else behind it
   */
  public static JsonObject object(byte[] bytes, int from, int to) {
    try (JsonParser parser = parser(bytes, from, to)) {
      JsonObject object = first(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Whether there is an object between two indexes, and something else behind it. */
  static boolean isObjectAndMore(byte[] bytes, int from, int to) {
    try (JsonParser parser = parser(bytes, from, to)) {
      first(parser);
      return isMore(parser);
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isMore(JsonParser parser) {
    try {
      return parser.nextToken() != null;
    } catch (JacksonException e) {
      return true;
    }
  }

  private static JsonParser parser(byte[] bytes, int from, int to) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from);
  }

  private static JsonObject first(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return fields(parser);
  }

  private static JsonObject fields(JsonParser parser) {
    JsonObject object = new JsonObject();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> items(parser);
      default -> null;
    };
  }

  private static Number whole(JsonParser parser) {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : Long.valueOf(parser.getLongValue());
  }

  private static List<@Nullable Object> items(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return Collections.unmodifiableList(items);
  }
}
