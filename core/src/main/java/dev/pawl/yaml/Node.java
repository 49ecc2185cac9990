package dev.pawl.yaml;

import java.util.List;
import java.util.Optional;

/** A node of a YAML document and where it stands in the file; line and column from 1. */
public sealed interface Node {
  /** Where it begins. */
  int line();

  /** Where it begins, in characters. */
  int column();

  /** How YAML 1.2 (core schema) understands a scalar. */
  enum Kind {
    TEXT,
    NOTHING,
    BOOLEAN,
    INTEGER,
    NUMBER
  }

  /**
   * A single value.
   *
   * @param text as it stands in the file, without quotes
   * @param plain neither quoted, nor a block, nor tagged as text
   */
  record Scalar(int line, int column, String text, boolean plain) implements Node {
    /** What it is without knowing what it is for. */
    public Kind kind() {
      return plain ? PlainScalar.kind(text) : Kind.TEXT;
    }

    /** Of a boolean. */
    public boolean isTrue() {
      return text.equalsIgnoreCase("true");
    }
  }

  /** A list. */
  record Sequence(int line, int column, List<Node> items) implements Node {}

  /** A map, merges applied; keys may stand there twice. */
  record Mapping(int line, int column, List<Entry> entries) implements Node {}

  /** A key and its value. */
  record Entry(Scalar key, Node value) {}

  /** The value of a key; empty when the map has no such key. */
  static Optional<Node> find(Mapping map, String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Entry::value)
        .findFirst();
  }

  /** What stands there, for messages. */
  default String description() {
    return switch (this) {
      case Sequence s -> s.items().isEmpty() ? "an empty list" : "a list";
      case Mapping m -> m.entries().isEmpty() ? "an empty map" : "a map";
      case Scalar s ->
          switch (s.kind()) {
            case NOTHING -> "nothing";
            case BOOLEAN -> s.text();
            case INTEGER, NUMBER -> "the number " + s.text();
            case TEXT -> "the text " + quoted(s.text());
          };
    };
  }

  /** A text of the user inside a message: in quotes, one line, not too long. */
  static String quoted(String text) {
    int longest = 60;
    String line = text.replace("\n", "\\n").replace("\t", "\\t");
    return "'" + (line.length() > longest ? line.substring(0, longest) + "..." : line) + "'";
  }
}
