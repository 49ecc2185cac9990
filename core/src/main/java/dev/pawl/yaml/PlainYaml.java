package dev.pawl.yaml;

import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.PlainText.Beyond;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the part of YAML that most files consist of, several times as fast as the library: maps and
 * lists in block style, values on one line, literal blocks, comments. It understands all of the
 * text or nothing: at the first thing beyond that part, or the first doubt, it gives up and the
 * library reads the text from its beginning. So there is one meaning of a text, the library's, and
 * every error is found there; a test gives both the same texts and compares the trees.
 *
 * <p>Beyond are anchors, aliases, tags, merge and quoted keys, escapes, folded blocks, texts and
 * flow collections over several lines, directives, tabs, carriage returns, and more documents than
 * one.
 */
final class PlainYaml {
  /** The recursion is bounded: deeper texts are beyond. */
  private static final int DEEPEST = 20;

  private final PlainText text;
  private int depth;

  private PlainYaml(PlainText text) {
    this.text = text;
  }

  /** The root of a document whose root is a map; empty when the text is beyond. */
  static Optional<Node> read(String text) {
    PlainText cursor = new PlainText(text);
    if (!cursor.isPrintable()) {
      return Optional.empty();
    }
    try {
      if (cursor.nextContent() != 0) {
        return Optional.empty();
      }
      Node root = new PlainYaml(cursor).mapping(0);
      return cursor.isAtEnd() ? Optional.of(root) : Optional.empty();
    } catch (Beyond e) {
      return Optional.empty();
    }
  }

  /** A block map whose first key is next; keys stand in column {@code indent}. */
  private Mapping mapping(int indent) throws Beyond {
    enter();
    int line = text.line();
    int column = text.column();
    List<Entry> entries = new ArrayList<>(4);
    do {
      Scalar key = text.key();
      entries.add(new Entry(key, value(indent)));
    } while (follows(indent));
    depth--;
    return new Mapping(line, column, entries);
  }

  /** Whether the next line goes on with what stands in that column; it must not be deeper. */
  private boolean follows(int indent) throws Beyond {
    int next = text.nextContent();
    if (next > indent) {
      throw Beyond.SUBSET;
    }
    return next == indent && !text.isDash();
  }

  /** The value after a key, whose map stands in column {@code indent}. */
  private Node value(int indent) throws Beyond {
    if (!text.isLineEnd()) {
      return text.isBar() ? text.literal(indent) : text.inline();
    }
    Scalar nothing = text.nothing();
    int next = text.nextContent();
    if (next > indent) {
      return text.isDash() ? sequence(next) : mapping(next);
    }
    return next == indent && text.isDash() ? sequence(next) : nothing;
  }

  /** A block list whose first dash is next. */
  private Sequence sequence(int indent) throws Beyond {
    enter();
    int line = text.line();
    int column = text.column();
    List<Node> items = new ArrayList<>(4);
    int next = indent;
    while (next == indent && text.isDash()) {
      text.dash();
      boolean compact = text.isKey();
      items.add(compact ? mapping(text.column() - 1) : text.inline());
      next = text.nextContent();
    }
    if (next > indent) {
      throw Beyond.SUBSET;
    }
    depth--;
    return new Sequence(line, column, items);
  }

  private void enter() throws Beyond {
    if (++depth > DEEPEST) {
      throw Beyond.SUBSET;
    }
  }
}
