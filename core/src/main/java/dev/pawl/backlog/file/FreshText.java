package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a whole file anew, in block style, with all that it says and without comments: the last
 * way when its form cannot be kept.
 */
final class FreshText {
  private FreshText() {}

  static Optional<String> of(BacklogDocument old, Backlog next) {
    String text = old.body().text();
    Optional<Node> root = YamlTree.readAnyText(text, new Problems(""));
    if (root.isEmpty() || !(root.get() instanceof Mapping map)) {
      return Optional.empty();
    }
    Map<ItemId, Mapping> known = new HashMap<>();
    List<Node> nodes = BacklogDocument.nodes(text);
    for (int i = 0; i < nodes.size(); i++) {
      known.put(old.entries().get(i).item().id(), (Mapping) nodes.get(i));
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(Keys.SCHEMA_VERSION, new Value.Bare(Integer.toString(Schema.FOUR.version())));
    if (next.nextId() > 0) {
      fields.put(Keys.NEXT_ID, new Value.Bare(Integer.toString(next.nextId())));
    }
    for (Node.Entry entry : map.entries()) {
      String key = entry.key().text();
      if (!ItemFields.isKnown(key)) {
        fields.put(key, Value.of(entry.value()));
      }
    }
    fields.put(Keys.ITEMS, new Value.Listing(items(next, known)));
    Form form = new Form(Form.of(text).lineEnd(), false);
    return Optional.of(form.ended(form.lines(fields, 0)));
  }

  private static List<Value> items(Backlog next, Map<ItemId, Mapping> known) {
    List<Value> items = new ArrayList<>();
    for (Item item : next.items()) {
      Mapping map = known.get(item.id());
      Map<String, Value> fields = map == null ? ItemFields.of(item) : ItemFields.of(item, map);
      items.add(new Value.Fields(fields));
    }
    return items;
  }
}
