package dev.pawl.config;

import dev.pawl.model.NamePattern;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The entries of a map whose keys are names of the user: jobs, workflows, variables. */
final class EntryNames {
  private EntryNames() {}

  /**
   * Whether a key may be a name; otherwise that is a problem.
   *
   * @param kind of thing, for messages: "job"
   */
  static boolean isName(String kind, Scalar key, Problems problems) {
    if (NamePattern.matches(key.text())) {
      return true;
    }
    String message = Node.quoted(key.text()) + " is not a name for " + article(kind) + kind;
    problems.add(key, message, "use " + NamePattern.RULE);
    return false;
  }

  private static String article(String kind) {
    return "aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ";
  }

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
