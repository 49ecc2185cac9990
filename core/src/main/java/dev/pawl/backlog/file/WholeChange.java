package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Span.Part;
import dev.pawl.yaml.Spans;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes a file that cannot be cut into its items: one in flow style, with aliases, or without
 * items. It costs what the whole file costs.
 */
final class WholeChange {
  private final String text;
  private final List<Entry> entries;
  private final Backlog next;
  private final boolean sharedToo;
  private final Layout layout;
  private final Revision revision;

  private WholeChange(BacklogDocument old, Backlog next, boolean sharedToo) {
    this.text = old.body().text();
    this.entries = old.entries();
    this.next = next;
    this.sharedToo = sharedToo;
    this.layout = new Layout(text);
    this.revision = new Revision(text, Form.of(text));
  }

  /**
   * The new text, which must still be read; empty when there is no way.
   *
   * @param sharedToo whether items with anchors and aliases are written anew, changed or not
   */
  static Optional<String> of(BacklogDocument old, Backlog next, boolean sharedToo) {
    WholeChange change = new WholeChange(old, next, sharedToo);
    Optional<Span> root = Spans.of(change.text).filter(Span::isMap);
    root.ifPresent(map -> change.change(map, old.nextId()));
    return root.isPresent() ? change.revision.text() : Optional.empty();
  }

  private void change(Span root, int nextId) {
    Map<String, Value> before = numbers(nextId);
    Map<String, Value> after = numbers(next.nextId());
    Optional<Part> items = root.find(Keys.ITEMS);
    Optional<Span> list = items.map(Part::value).filter(Span::isList);
    boolean anyStays = entries.stream().anyMatch(e -> next.find(e.item().id()).isPresent());
    if (list.isPresent() && anyStays && list.get().parts().size() == entries.size()) {
      int limit = layout.limit(root, root.parts().indexOf(items.get()), text.length());
      changeItems(list.get(), limit);
    } else if (!next.items().isEmpty() || !entries.isEmpty()) {
      List<Value> all = new ArrayList<>();
      next.items().forEach(item -> all.add(new Value.Fields(ItemFields.of(item))));
      before.put(Keys.ITEMS, new Value.Bare(""));
      after.put(Keys.ITEMS, new Value.Listing(all));
    }
    revision.map(root, before, after, text.length());
  }

  private static Map<String, Value> numbers(int nextId) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (nextId > 0) {
      fields.put(Keys.NEXT_ID, new Value.Bare(Integer.toString(nextId)));
    }
    return fields;
  }

  private void changeItems(Span list, int limit) {
    List<Node> nodes = BacklogDocument.nodes(text);
    Set<Integer> gone = new HashSet<>();
    int last = 0;
    for (int i = 0; i < entries.size(); i++) {
      Optional<Item> item = next.find(entries.get(i).item().id());
      if (item.isEmpty()) {
        gone.add(i);
      } else {
        last = i;
        change(list, i, item.get(), nodes.get(i), limit);
      }
    }
    List<Value> added = new ArrayList<>();
    Set<Object> known = new HashSet<>();
    entries.forEach(entry -> known.add(entry.item().id()));
    next.items().stream()
        .filter(item -> !known.contains(item.id()))
        .forEach(item -> added.add(new Value.Fields(ItemFields.of(item))));
    revision.append(list, last, added, limit);
    revision.remove(list, gone, limit, true);
  }

  private void change(Span list, int index, Item item, Node node, int limit) {
    Entry entry = entries.get(index);
    Span span = list.parts().get(index).value();
    boolean differs = !entry.named() || !item.equals(entry.item());
    if (span.shared() && (differs || sharedToo)) {
      Map<String, Value> fields = ItemFields.of(item, (Mapping) node);
      revision.rewrite(list, index, new Value.Fields(fields), limit);
    } else if (differs) {
      int own = layout.limit(list, index, limit);
      revision.map(span, entry.written(), ItemFields.of(item), own);
    }
  }
}
