package dev.pawl.yaml;

import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The merge key {@code <<}: takes in the entries of a map, or of several in a list. Own keys win,
 * wherever they stand; of several maps the earlier one wins.
 */
final class MergeKeys {
  private static final String REMEDY = "write '<<: *name' or '<<: [*one, *two]'";

  private MergeKeys() {}

  /** The entries with the merged ones after the own; doubles among the own stay. */
  static List<Entry> applied(List<Entry> entries, Problems problems) {
    for (Entry entry : entries) {
      if (isMerge(entry)) {
        return merged(entries, problems);
      }
    }
    return entries;
  }

  private static boolean isMerge(Entry entry) {
    return entry.key().plain() && entry.key().text().equals("<<");
  }

  private static List<Entry> merged(List<Entry> entries, Problems problems) {
    List<Entry> all = new ArrayList<>(entries.size());
    Set<String> known = new HashSet<>();
    for (Entry entry : entries) {
      if (!isMerge(entry)) {
        all.add(entry);
        known.add(entry.key().text());
      }
    }
    int merges = 0;
    for (Entry entry : entries) {
      if (isMerge(entry)) {
        if (++merges > 1) {
          problems.add(entry.key(), "key '<<' is there twice", "use one: '<<: [*one, *two]'");
        }
        for (Node source : sources(entry)) {
          take(source, all, known, problems);
        }
      }
    }
    return all;
  }

  private static List<Node> sources(Entry entry) {
    return entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
  }

  private static void take(Node source, List<Entry> all, Set<String> known, Problems problems) {
    if (!(source instanceof Mapping map)) {
      String found = source instanceof Scalar ? source.description() : "a list";
      problems.add(source, "'<<' merges maps, but here is " + found, REMEDY);
      return;
    }
    for (Entry entry : map.entries()) {
      if (known.add(entry.key().text())) {
        all.add(entry);
      }
    }
  }
}
