package dev.pawl.config;

import dev.pawl.model.Durations;
import dev.pawl.model.Sizes;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.PlainScalar;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of fields as types. A wrong one is a problem, and the answer is then the one for
 * a field that is absent, so that the reading goes on.
 */
final class Values {
  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  boolean bool(@Nullable Field field, boolean otherwise) {
    if (field == null) {
      return otherwise;
    }
    if (field.value() instanceof Scalar s && s.kind() == Kind.BOOLEAN) {
      return s.isTrue();
    }
    wrong(field, "true or false", booleanRemedy(field.value()));
    return otherwise;
  }

  int whole(@Nullable Field field, int least, int most, int otherwise) {
    if (field == null) {
      return otherwise;
    }
    return whole(field, field.value(), least, most).orElse(otherwise);
  }

  Optional<Integer> whole(Field field, Node node, int least, int most) {
    String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    if (!(node instanceof Scalar s && s.kind() == Kind.INTEGER)) {
      wrong(field, node, "a whole number", "write a number without quotes, " + range);
      return Optional.empty();
    }
    long number = decimal(((Scalar) node).text());
    if (number < least || number > most) {
      problems.add(node, field.title() + " is " + ((Scalar) node).text(), "it can be " + range);
      return Optional.empty();
    }
    return Optional.of((int) number);
  }

  double factor(@Nullable Field field, double least, double most, double otherwise) {
    if (field == null) {
      return otherwise;
    }
    Kind kind = field.value() instanceof Scalar s ? s.kind() : Kind.TEXT;
    if (kind != Kind.INTEGER && kind != Kind.NUMBER) {
      wrong(field, "a number", "write a number without quotes, " + least + " to " + most);
      return otherwise;
    }
    String text = ((Scalar) field.value()).text();
    double number = number(text);
    if (!(number >= least && number <= most)) {
      problems.add(
          field.value(), field.title() + " is " + text, "it can be " + least + " to " + most);
      return otherwise;
    }
    return number;
  }

  Duration duration(@Nullable Field field, Duration otherwise) {
    return duration(field).orElse(otherwise);
  }

  Optional<Duration> duration(@Nullable Field field) {
    if (field == null) {
      return Optional.empty();
    }
    Optional<Duration> duration =
        field.value() instanceof Scalar s ? Durations.parse(s.text()) : Optional.empty();
    if (duration.isEmpty()) {
      wrong(field, "a duration", Durations.RULE);
    }
    return duration;
  }

  long size(@Nullable Field field, long otherwise) {
    if (field == null) {
      return otherwise;
    }
    OptionalLong size =
        field.value() instanceof Scalar s ? Sizes.parse(s.text()) : OptionalLong.empty();
    if (size.isEmpty()) {
      wrong(field, "a size", Sizes.RULE);
    }
    return size.orElse(otherwise);
  }

  /** A text; numbers and booleans must be quoted. */
  String text(@Nullable Field field, String otherwise) {
    return field == null ? otherwise : text(field, field.value()).orElse(otherwise);
  }

  Optional<String> text(Field field, Node node) {
    if (node instanceof Scalar s && s.kind() == Kind.TEXT) {
      return Optional.of(s.text());
    }
    wrong(field, node, "a text", textRemedy(node));
    return Optional.empty();
  }

  /** A text with something in it. */
  Optional<String> word(Field field, Node node) {
    Optional<String> text = text(field, node);
    if (text.isPresent() && text.get().isBlank()) {
      problems.add(node, field.title() + " is empty", "write something or remove it");
      return Optional.empty();
    }
    return text;
  }

  /** A shell text; {@code true} and {@code false} are commands. */
  Optional<String> command(Field field, Node node) {
    if (node instanceof Scalar s && s.kind() == Kind.BOOLEAN) {
      return Optional.of(s.text());
    }
    if (node instanceof Scalar s && s.text().isBlank()) {
      problems.add(node, field.title() + " is empty", "write a command, or 'true' to do nothing");
      return Optional.empty();
    }
    return text(field, node);
  }

  /** One of several words. */
  <E> E choice(@Nullable Field field, Map<String, E> words, E otherwise) {
    return field == null ? otherwise : choice(field, words).orElse(otherwise);
  }

  <E> Optional<E> choice(Field field, Map<String, E> words) {
    String text = field.value() instanceof Scalar s ? s.text() : "";
    Optional<E> found = Optional.ofNullable(words.get(text));
    if (found.isEmpty()) {
      String all = String.join(", ", words.keySet());
      wrong(field, "one of " + all, Suggestion.of(text, words.keySet(), "write one of these"));
    }
    return found;
  }

  /** The items of a list that is not empty; nothing when it is no list. */
  List<Node> list(@Nullable Field field, String example) {
    if (field == null) {
      return List.of();
    }
    if (!(field.value() instanceof Sequence list)) {
      wrong(field, "a list", "write a list: " + example);
      return List.of();
    }
    if (list.items().isEmpty()) {
      problems.add(list, field.title() + " is an empty list", "fill it or remove it");
    }
    return list.items();
  }

  /** Words of a list; each may be there once. */
  List<String> words(Field field, List<Node> items) {
    List<String> words = new ArrayList<>(items.size());
    for (Node item : distinct(field, items)) {
      word(field, item).ifPresent(words::add);
    }
    return words;
  }

  /** The items without those that repeat an earlier one, which are problems. */
  List<Node> distinct(Field field, List<Node> items) {
    if (items.size() < 2) {
      return items;
    }
    Map<String, Node> seen = HashMap.newHashMap(items.size());
    List<Node> distinct = new ArrayList<>(items.size());
    for (Node item : items) {
      Node first = item instanceof Scalar s ? seen.putIfAbsent(s.text(), item) : null;
      if (first == null) {
        distinct.add(item);
      } else {
        problems.add(
            item,
            Node.quoted(((Scalar) item).text()) + " is there twice in " + field.title(),
            "the first is at " + problems.place(first) + "; keep one");
      }
    }
    return distinct;
  }

  /** The map that a field holds. */
  @Nullable Mapping map(Field field, String example) {
    if (field.value() instanceof Mapping map) {
      return map;
    }
    wrong(field, "a map", "write a map: " + example);
    return null;
  }

  void wrong(Field field, String expected, String remedy) {
    wrong(field, field.value(), expected, remedy);
  }

  void wrong(Field field, Node node, String expected, String remedy) {
    String sentence = " must be " + expected + ", but is " + node.description();
    Node value = field.value();
    boolean whole = node.line() == value.line() && node.column() == value.column();
    problems.add(node, (whole ? "" : "an entry of ") + field.title() + sentence, remedy);
  }

  private static String textRemedy(Node node) {
    if (!(node instanceof Scalar s)) {
      return "write one text";
    }
    return s.kind() == Kind.NOTHING
        ? "write a text or remove the key"
        : "put it in quotes: \"" + s.text() + "\"";
  }

  private static String booleanRemedy(Node node) {
    if (!(node instanceof Scalar s) || s.kind() != Kind.TEXT) {
      return "write true or false";
    }
    if (PlainScalar.wasBoolean(s.text()) && s.plain()) {
      return "YAML 1.2 reads '" + s.text() + "' as a text: write true or false";
    }
    boolean quoted = !s.plain() && PlainScalar.kind(s.text()) == Kind.BOOLEAN;
    return quoted ? "remove the quotes" : "write true or false";
  }

  private static long decimal(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
