package dev.pawl.agent;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Size;
import dev.pawl.line.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of one object of a result; what has another type is a problem and counts as missing.
 */
final class ResultFields {
  private static final String SIZES = "one of small, medium, large";
  private static final String LEVELS = "one of low, medium, high";

  private final JsonObject object;
  private final String place;
  private final List<String> problems;

  /**
   * Those of an object.
   *
   * @param place what stands before their names in messages
   */
  ResultFields(JsonObject object, String place, List<String> problems) {
    this.object = object;
    this.place = place;
    this.problems = problems;
  }

  void problem(String name, String message) {
    problems.add(place + name + ": " + message);
  }

  void wrong(String name, String expected, String found) {
    problem(name, "expected " + expected + ", found " + Shown.quoted(found));
  }

  boolean has(String name) {
    return object.has(name);
  }

  Optional<String> text(String name) {
    return typed(name, String.class, "a text");
  }

  Optional<ResultFields> object(String name) {
    return typed(name, JsonObject.class, "an object")
        .map(inner -> new ResultFields(inner, place + name + ".", problems));
  }

  boolean flag(String name) {
    return typed(name, Boolean.class, "true or false").orElse(false);
  }

  /** The items of a list, without nulls. */
  List<Object> list(String name) {
    return typed(name, List.class, "a list")
        .<List<Object>>map(ResultFields::items)
        .orElse(List.of());
  }

  private static List<Object> items(List<?> list) {
    return list.stream().filter(Objects::nonNull).<Object>map(item -> item).toList();
  }

  /** Assessments among these fields. */
  Assessments assessments() {
    return new Assessments(
        word("size", Size::ofWire, SIZES),
        word("complexity", Level::ofWire, LEVELS),
        word("risk", Level::ofWire, LEVELS),
        word("impact", Level::ofWire, LEVELS));
  }

  /** A text, or an object of its parts. */
  Optional<Description> description(String name) {
    if (object.value(name) instanceof JsonObject) {
      return object(name)
          .map(parts ->
              new Description.Parts(
                  parts.text("context").orElse(""),
                  parts.text("problem").orElse(""),
                  parts.text("solution").orElse(""),
                  parts.text("impact").orElse(""),
                  parts.text("sizing_rationale").orElse("")));
    }
    return typed(name, String.class, "a text or an object").map(Description.Text::new);
  }

  private <E> Optional<E> word(String name, Function<String, Optional<E>> known, String expected) {
    Optional<String> text = text(name);
    Optional<E> value = text.flatMap(known);
    if (text.isPresent() && value.isEmpty()) {
      wrong(name, expected, text.get());
    }
    return value;
  }

  private <T> Optional<T> typed(String name, Class<T> type, String expected) {
    Object value = object.value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      problem(name, "expected " + expected + ", found " + Shown.kind(value));
      return Optional.empty();
    }
    return Optional.of(type.cast(value));
  }
}
