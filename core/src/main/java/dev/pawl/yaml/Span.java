package dev.pawl.yaml;

import java.util.List;
import java.util.Optional;

/**
 * Where a node of YAML stands in its text, for whoever changes a part of it and leaves the rest as
 * it is. Offsets are of characters of a {@link String}.
 *
 * @param to after its last character; of a map or list in block style, after that of its last value
 * @param parts of a map or list, in the order of the text
 * @param shared whether an anchor, an alias or a tag stands in it
 */
public record Span(int from, int to, Style style, List<Part> parts, boolean shared) {
  public Span {
    parts = List.copyOf(parts);
  }

  /** How a node is written. */
  public enum Style {
    /** A single value on the line where it begins, or over several; or nothing at all. */
    SCALAR,
    /** A text below a bar or an angle bracket. */
    BLOCK_SCALAR,
    /** Keys, each on a line of its own. */
    BLOCK_MAP,
    /** In braces. */
    FLOW_MAP,
    /** Dashes, each on a line of its own. */
    BLOCK_LIST,
    /** In brackets. */
    FLOW_LIST
  }

  /** A key of a map. */
  public record Key(String text, int from, int to) {}

  /**
   * A value in a map or list.
   *
   * @param key empty in a list
   */
  public record Part(Optional<Key> key, Span value) {
    /** Where it begins: with its key, if it has one. */
    public int from() {
      return key.map(Key::from).orElse(value.from());
    }
  }

  /** Whether it is a map, written in whatever way. */
  public boolean isMap() {
    return style == Style.BLOCK_MAP || style == Style.FLOW_MAP;
  }

  /** Whether it is a list, written in whatever way. */
  public boolean isList() {
    return style == Style.BLOCK_LIST || style == Style.FLOW_LIST;
  }

  /** Whether it is in braces or brackets, so that line breaks mean nothing in it. */
  public boolean isFlow() {
    return style == Style.FLOW_MAP || style == Style.FLOW_LIST;
  }

  /** The part of a map with that key. */
  public Optional<Part> find(String key) {
    return parts.stream()
        .filter(part -> part.key().filter(k -> k.text().equals(key)).isPresent())
        .findFirst();
  }
}
