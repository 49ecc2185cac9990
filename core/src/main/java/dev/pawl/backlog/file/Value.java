package dev.pawl.backlog.file;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field says, whatever the way in which it is written. */
sealed interface Value {
  /** Somebody's words: written in quotes where they could be taken for something else. */
  record Text(String text) implements Value {}

  /** A word or a time of Pawl's own, which needs no quotes. */
  record Word(String text) implements Value {}

  /** A number, a boolean, or nothing: never in quotes. */
  record Bare(String text) implements Value {}

  /** A list. */
  record Listing(List<Value> entries) implements Value {
    public Listing {
      entries = List.copyOf(entries);
    }
  }

  /** A map, in this order. */
  record Fields(Map<String, Value> fields) implements Value {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** What stands there. */
  static Value of(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          scalar.kind() == Kind.TEXT ? new Text(scalar.text()) : new Bare(scalar.text());
      case Node.Sequence list -> new Listing(list.items().stream().map(Value::of).toList());
      case Node.Mapping map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.entries().forEach(entry -> fields.put(entry.key().text(), of(entry.value())));
        yield new Fields(fields);
      }
    };
  }
}
