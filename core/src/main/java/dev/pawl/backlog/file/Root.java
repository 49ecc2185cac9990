package dev.pawl.backlog.file;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import java.util.List;
import java.util.Optional;

/**
 * What stands beside the items.
 *
 * @param nextId as it is written; 0 when it is not
 * @param items that stand in the same tree
 */
record Root(Schema schema, int nextId, List<Node> items) {
  /** The remedy for a file in which nothing is. */
  static final String FIRST = "write 'schema_version: 4' and 'items: []'";

  private static final int HIGHEST = 999_999_999;

  /** Empty when the version is not known, or the file is no map; what else is wrong is told. */
  static Optional<Root> read(Node node, Problems problems) {
    if (!(node instanceof Mapping map)) {
      boolean empty = node instanceof Scalar s && s.kind() == Kind.NOTHING;
      String found = empty ? "the file is empty" : "the file must be a map, but is ";
      problems.add(node, empty ? found : found + node.description(), FIRST);
      return Optional.empty();
    }
    ItemValues values = new ItemValues(map, "the file", problems);
    Optional<Schema> schema = schema(map, values, problems);
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    int nextId = values.whole(schema.get().name(Keys.NEXT_ID), HIGHEST).orElse(0);
    Node items = values.get(Keys.ITEMS);
    if (items != null && !(items instanceof Sequence)) {
      String found = "'items' must be a list, but is " + items.description();
      values.wrong(items, found, "write 'items: []', or '- title: TEXT' below it");
    }
    List<Node> list = items instanceof Sequence sequence ? sequence.items() : List.of();
    return Optional.of(new Root(schema.get(), nextId, list));
  }

  private static Optional<Schema> schema(Mapping map, ItemValues values, Problems problems) {
    Optional<Integer> version = values.whole(Keys.SCHEMA_VERSION, HIGHEST);
    if (!values.isSound()) {
      return Optional.empty();
    }
    for (Schema schema : Schema.values()) {
      if (version.isPresent() && version.get() == schema.version()) {
        return Optional.of(schema);
      }
    }
    Node at = version.isPresent() ? values.get(Keys.SCHEMA_VERSION) : map;
    int newest = Schema.FOUR.version();
    if (version.isEmpty()) {
      problems.add(map, "'schema_version' is missing", "write 'schema_version: 4'");
    } else if (version.get() > newest) {
      String found = "schema_version is " + version.get() + ": written by a newer Pawl";
      problems.add(at == null ? map : at, found, "this one reads up to " + newest);
    } else {
      String found = "schema_version " + version.get() + " is not known";
      problems.add(at == null ? map : at, found, "3 and 4 are read");
    }
    return Optional.empty();
  }
}
