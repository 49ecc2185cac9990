package dev.pawl.backlog.file;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.PlainScalar;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a map of BACKLOG.yaml. The form is free: a text may look like a number, a word may
 * be in quotes, and what is null is not there. A wrong value is a problem, and the answer is then
 * as if it were not there.
 */
final class ItemValues {
  private final Mapping map;
  private final String owner;
  private final Problems problems;
  private boolean sound = true;

  /**
   * Of one map.
   *
   * @param owner in messages, for example {@code item WRK-007}
   */
  ItemValues(Mapping map, String owner, Problems problems) {
    this.map = map;
    this.owner = owner;
    this.problems = problems;
  }

  /** Whether no value was wrong so far. */
  boolean isSound() {
    return sound;
  }

  String owner() {
    return owner;
  }

  /** The value of a key; null when it is not there, or nothing. */
  @Nullable Node get(String key) {
    Entry found = null;
    List<Entry> entries = map.entries();
    for (int i = 0; i < entries.size(); i++) { // no iterator: this is asked 200,000 times
      Entry entry = entries.get(i);
      if (entry.key().text().equals(key)) {
        if (found != null) {
          wrong(entry.key(), "'" + key + "' is there twice in " + owner, "keep one");
          return null;
        }
        found = entry;
      }
    }
    Node value = found == null ? null : found.value();
    return value instanceof Scalar s && s.kind() == Kind.NOTHING ? null : value;
  }

  /** The text of a key, as it is written. */
  Optional<String> text(String key) {
    return text(key, get(key));
  }

  private Optional<String> text(String key, @Nullable Node node) {
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar.text());
    }
    if (node == null) {
      return Optional.empty();
    }
    mustBe(key, node, "a text", "write one text, in quotes if it has brackets or braces");
    return Optional.empty();
  }

  /** A text that follows a rule. */
  <T> Optional<T> name(String key, Function<String, T> type, String rule) {
    Node node = get(key);
    return node == null
        ? Optional.empty()
        : text(key, node).flatMap(text -> named(key, node, text, type, rule));
  }

  private <T> Optional<T> named(
      String key, Node node, String text, Function<String, T> type, String rule) {
    try {
      return Optional.of(type.apply(text));
    } catch (IllegalArgumentException e) {
      mustBe(key, node, "a name", rule);
      return Optional.empty();
    }
  }

  /** One of several words. */
  <E> Optional<E> word(String key, E[] words, Function<E, String> wire) {
    Node node = get(key);
    if (node == null) {
      return Optional.empty();
    }
    String text = node instanceof Scalar s ? s.text() : "";
    for (E word : words) {
      if (wire.apply(word).equals(text)) {
        return Optional.of(word);
      }
    }
    List<String> known = Stream.of(words).map(wire).toList();
    String one = "one of " + String.join(", ", known);
    mustBe(key, node, one, Suggestion.of(text, known, "write one of these"));
    return Optional.empty();
  }

  boolean bool(String key) {
    Node node = get(key);
    if (node == null) {
      return false;
    }
    if (node instanceof Scalar s && PlainScalar.kind(s.text()) == Kind.BOOLEAN) {
      return s.isTrue();
    }
    boolean old = node instanceof Scalar s && PlainScalar.wasBoolean(s.text());
    String remedy =
        old ? "YAML 1.2 reads this as a text: write true or false" : "write one of them";
    mustBe(key, node, "true or false", remedy);
    return false;
  }

  /** A whole number. */
  Optional<Integer> whole(String key, int most) {
    Node node = get(key);
    if (node == null) {
      return Optional.empty();
    }
    String text = node instanceof Scalar s ? s.text() : "";
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 9 || Integer.parseInt(text) > most) {
      mustBe(key, node, "a whole number", "it can be 0 to " + most);
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text));
  }

  Optional<Instant> time(String key) {
    Node node = get(key);
    if (node == null) {
      return Optional.empty();
    }
    Optional<Instant> time = node instanceof Scalar s ? Time.parse(s.text()) : Optional.empty();
    if (time.isPresent()) {
      return time;
    }
    mustBe(key, node, "a time", "write it as RFC 3339 has it: 2026-11-20T15:47:41Z");
    return Optional.empty();
  }

  /** The texts of a list, and where each stands. */
  List<Scalar> texts(String key, String example) {
    Node node = get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Sequence list)) {
      mustBe(key, node, "a list", "write a list: " + example);
      return List.of();
    }
    List<Scalar> texts = new ArrayList<>(list.items().size());
    for (Node entry : list.items()) {
      if (entry instanceof Scalar text && text.kind() != Kind.NOTHING) {
        texts.add(text);
      } else {
        wrong(
            entry,
            "an entry of '%s' in %s must be a text, but is %s"
                .formatted(key, owner, entry.description()),
            "write a list: " + example);
      }
    }
    return texts;
  }

  /** A map below this one. */
  Optional<ItemValues> inner(String key, String example) {
    Node node = get(key);
    if (node instanceof Mapping inner) {
      return Optional.of(new ItemValues(inner, "'" + key + "' of " + owner, problems));
    }
    if (node != null) {
      mustBe(key, node, "a map", "write a map: " + example);
    }
    return Optional.empty();
  }

  /** A value that must be there. */
  <T> Optional<T> required(String key, Optional<T> value, String remedy) {
    if (value.isEmpty() && sound) {
      wrong(map, "'" + key + "' is missing in " + owner, remedy);
    }
    return value;
  }

  /** Something inside was wrong. */
  void fail() {
    sound = false;
  }

  /** What is wrong about the value of a key. */
  void wrong(String key, String message, String remedy) {
    Node node = get(key);
    wrong(node == null ? map : node, message, remedy);
  }

  /** What is wrong about the map as a whole. */
  void wrong(String message, String remedy) {
    wrong(map, message, remedy);
  }

  private void mustBe(String key, @Nullable Node node, String expected, String remedy) {
    Node at = node == null ? map : node;
    String found = "'" + key + "' of " + owner + " must be " + expected + ", but is ";
    wrong(at, found + at.description(), remedy);
  }

  void wrong(Node at, String message, String remedy) {
    sound = false;
    problems.add(at, message, remedy);
  }
}
