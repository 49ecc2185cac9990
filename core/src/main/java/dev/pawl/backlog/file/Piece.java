package dev.pawl.backlog.file;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Spans;
import dev.pawl.yaml.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item in block style and its text: from its dash to the line before the next one.
 *
 * @param checked whether the text says what the item is
 */
record Piece(String text, Entry entry, boolean checked) {
  private static final String ABOVE = Keys.ITEMS + ":\n";

  /**
   * An item as it stands in a file.
   *
   * @param named whether the file names it
   */
  record Entry(Item item, boolean named) {
    /** The same, called otherwise if the file does not name it. */
    Entry named(ItemId id) {
      return named ? this : new Entry(item.named(id), false);
    }

    /** The fields as far as the file has them. */
    Map<String, Value> written() {
      Map<String, Value> fields = ItemFields.of(item);
      if (!named) {
        fields.remove(Keys.ID);
      }
      return fields;
    }
  }

  /**
   * The item in a text; its lines count from 2. Empty when the text is not one item by itself, for
   * example because it has an alias.
   */
  static Optional<Node> node(String text) {
    return YamlTree.readAnyText(ABOVE + text.replace("\r\n", "\n"), new Problems(""))
        .filter(Mapping.class::isInstance)
        .map(root -> ((Mapping) root).entries())
        .filter(entries -> entries.size() == 1)
        .map(entries -> entries.getFirst().value())
        .filter(list -> list instanceof Sequence s && s.items().size() == 1)
        .map(list -> ((Sequence) list).items().getFirst());
  }

  /** A text that must still say what the item is. */
  static Piece unchecked(String text, Item item) {
    return new Piece(text, new Entry(item, true), false);
  }

  /** The same with an item changed and little else; empty when there is no way. */
  Optional<Piece> with(Item next, Form form) {
    Optional<Span> list = Spans.of(text).filter(span -> span.isList() && !span.isFlow());
    if (list.isEmpty()) {
      return Optional.empty();
    }
    Span map = list.get().parts().getFirst().value();
    Revision change = new Revision(text, form);
    if (map.isMap() && !map.shared()) {
      change.map(map, entry.written(), ItemFields.of(next), text.length());
    }
    return map.shared() || !map.isMap()
        ? rewritten(list.get(), next, form)
        : says(change.text(), next).or(() -> rewritten(list.get(), next, form));
  }

  private Optional<Piece> rewritten(Span list, Item next, Form form) {
    Optional<Node> node = node(text);
    Map<String, Value> fields = new LinkedHashMap<>();
    node.ifPresent(map -> fields.putAll(ItemFields.of(next, (Mapping) map)));
    Revision change = new Revision(text, form);
    change.rewrite(list, 0, new Value.Fields(fields), text.length());
    return says(change.text(), next);
  }

  private static Optional<Piece> says(Optional<String> text, Item item) {
    return text.map(t -> unchecked(t, item)).flatMap(Piece::check);
  }

  /** The same when the text says what the item is; empty otherwise. */
  Optional<Piece> check() {
    if (checked) {
      return Optional.of(this);
    }
    ItemId id = entry.item().id();
    return node(text)
        .filter(node -> node instanceof Mapping map && isNamed(map, id))
        .flatMap(node -> ItemReader.read((Mapping) node, id, Schema.FOUR, new Problems("")))
        .filter(entry.item()::equals)
        .map(same -> new Piece(text, entry, true));
  }

  private static boolean isNamed(Mapping map, ItemId id) {
    List<Node.Entry> names =
        map.entries().stream().filter(entry -> entry.key().text().equals(Keys.ID)).toList();
    return names.size() == 1
        && names.getFirst().value() instanceof Scalar name
        && name.text().equals(id.value());
  }

  /** Whether the item is in braces. */
  boolean isFlow() {
    return Spans.of(text)
        .filter(list -> !list.parts().isEmpty())
        .map(list -> list.parts().getFirst().value().isFlow())
        .orElse(false);
  }
}
