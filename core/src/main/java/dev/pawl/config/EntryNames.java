package dev.pawl.config;

import dev.pawl.config.Node.Entry;
import dev.pawl.config.Node.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The entries of a map whose keys are names of the user: jobs, workflows, variables. */
final class EntryNames {
  private EntryNames() {}

  /**
   * The entries without those that repeat an earlier name, which are problems with both places.
   *
   * @param kind of thing, for messages: "job"
   */
  static List<Entry> distinct(Mapping map, String kind, Problems problems) {
    Map<String, Entry> seen = HashMap.newHashMap(map.entries().size());
    List<Entry> distinct = new ArrayList<>(map.entries().size());
    for (Entry entry : map.entries()) {
      Entry first = seen.putIfAbsent(entry.key().text(), entry);
      if (first == null) {
        distinct.add(entry);
      } else {
        problems.add(
            entry.key(),
            kind + " " + Node.quoted(entry.key().text()) + " is there twice",
            "the first is at " + problems.place(first.key()) + "; rename or remove one");
      }
    }
    return distinct;
  }
}
