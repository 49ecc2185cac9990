package dev.pawl.backlog.file;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Span.Key;
import dev.pawl.yaml.Span.Part;
import dev.pawl.yaml.Spans;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the newest form out of {@code schema_version: 3}: fields get their new names where they
 * stand, why an item is blocked becomes one map, and a phase that an item does not stand in any
 * more goes.
 */
final class Migration {
  private Migration() {}

  static BacklogDocument of(BacklogDocument old) {
    String text = old.body().text();
    return Spans.of(text)
        .flatMap(root -> renamed(text, root))
        .flatMap(named -> moved(named, old.entries()))
        .or(() -> FreshText.of(old, old.backlog()))
        .flatMap(moved -> says(old, moved))
        .or(() -> FreshText.of(old, old.backlog()).flatMap(moved -> says(old, moved)))
        .orElseThrow(() -> new IllegalStateException(old.source().name() + " cannot be migrated"));
  }

  private static Optional<BacklogDocument> says(BacklogDocument old, String text) {
    String whole = old.source().mark() + text;
    return BacklogReader.read(old.source().name(), whole, WorkSettings.PREFIX)
                instanceof BacklogResult.Read(BacklogDocument document)
            && document.backlog().items().equals(old.backlog().items())
        ? Optional.of(document)
        : Optional.empty();
  }

  /** The text with the new names of fields. */
  private static Optional<String> renamed(String text, Span root) {
    Edits edits = new Edits();
    for (Part part : root.parts()) {
      rename(text, part, edits);
      if (part.key().filter(key -> key.text().equals(Keys.SCHEMA_VERSION)).isPresent()) {
        String version = Integer.toString(Schema.FOUR.version());
        edits.replace(part.value().from(), part.value().to(), version);
      }
    }
    Optional<Span> items = root.find(Keys.ITEMS).map(Part::value);
    items.ifPresent(list ->
        list.parts().stream()
            .flatMap(item -> item.value().parts().stream())
            .forEach(part -> rename(text, part, edits)));
    return edits.applied(text);
  }

  private static void rename(String text, Part part, Edits edits) {
    for (Map.Entry<String, String> name : Schema.THREE.names().entrySet()) {
      Optional<Key> key = part.key().filter(k -> k.text().equals(name.getValue()));
      if (key.isPresent()) {
        boolean quoted = "\"'".indexOf(text.charAt(key.get().from())) >= 0;
        int inside = quoted ? 1 : 0;
        edits.replace(key.get().from() + inside, key.get().to() - inside, name.getKey());
      }
    }
  }

  /** The text with what the items say now. */
  private static Optional<String> moved(String text, List<Entry> entries) {
    Optional<Span> root = Spans.of(text);
    Optional<Part> items = root.flatMap(map -> map.find(Keys.ITEMS));
    if (items.isEmpty() || items.get().value().parts().size() != entries.size()) {
      return root.isPresent() && entries.isEmpty() ? Optional.of(text) : Optional.empty();
    }
    Layout layout = new Layout(text);
    Revision revision = new Revision(text, Form.of(text));
    Span list = items.get().value();
    int limit = layout.limit(root.get(), root.get().parts().indexOf(items.get()), text.length());
    for (int i = 0; i < entries.size(); i++) {
      Item item = entries.get(i).item();
      int own = layout.limit(list, i, limit);
      revision.map(list.parts().get(i).value(), before(entries.get(i)), ItemFields.of(item), own);
    }
    return revision.text();
  }

  /** What the text says of an item, as far as it is not said in the new form. */
  private static Map<String, Value> before(Entry entry) {
    Map<String, Value> fields = entry.written();
    fields.remove(Keys.BLOCKED);
    Value gone = new Value.Text("");
    fields.put(Schema.OLD_FROM, gone);
    fields.put(Schema.OLD_REASON, gone);
    if (entry.item().position().isEmpty()) {
      fields.put(Keys.PHASE, gone);
      fields.put(Keys.POOL, gone);
    }
    return fields;
  }
}
