package dev.pawl.config;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map held against the key table of its place: unknown, misplaced, doubled and unsupported keys
 * are problems, the others can be asked for. Over a second one, the defaults, it answers with those
 * where it has nothing of its own.
 */
final class Fields {
  private final Place place;
  private final String name;
  private final Scalar at;
  private final List<Entry> entries;
  private @Nullable Fields defaults;

  private Fields(Place place, String name, Scalar at, List<Entry> entries) {
    this.place = place;
    this.name = name;
    this.at = at;
    this.entries = entries;
  }

  /**
   * Checks the keys of a map.
   *
   * @param at the key that names the map, for problems about it as a whole
   */
  static Fields of(Mapping map, Place place, Scalar at, Problems problems) {
    Fields fields = new Fields(place, at.text(), at, map.entries());
    for (int i = 0; i < fields.entries.size(); i++) {
      fields.check(i, problems);
    }
    return fields;
  }

  /** A map without keys. */
  static Fields none(Place place, Scalar at) {
    return new Fields(place, at.text(), at, List.of());
  }

  Fields over(Fields other) {
    defaults = other;
    return this;
  }

  /** The field of that key, own or default. */
  @Nullable Field get(String key) {
    Field own = own(key);
    return own == null && defaults != null ? defaults.own(key) : own;
  }

  /** The field of that key, if it was written here. */
  @Nullable Field own(String key) {
    for (int i = 0; i < entries.size(); i++) { // no iterator: this is asked millions of times
      Entry entry = entries.get(i);
      if (entry.key().text().equals(key)) {
        return new Field(entry.key(), entry.value(), this);
      }
    }
    return null;
  }

  /** Whether no other key than these was written here. */
  boolean hasOnly(Set<String> keys) {
    for (int i = 0; i < entries.size(); i++) {
      if (!keys.contains(entries.get(i).key().text())) {
        return false;
      }
    }
    return true;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether this is no job, but what jobs have in common. */
  boolean isDefaults() {
    return place == Place.DEFAULTS;
  }

  /** The key that names this map. */
  Scalar at() {
    return at;
  }

  /** For example {@code job 'test'}. */
  String title() {
    return switch (place) {
      case JOB -> "job " + Node.quoted(name);
      case WORKFLOW -> "workflow " + Node.quoted(name);
      case AGENT -> "agent " + Node.quoted(name);
      case PIPELINE -> "pipeline " + Node.quoted(name);
      case PHASE ->
          own("name") instanceof Field f && f.value() instanceof Scalar s
              ? "phase " + Node.quoted(s.text())
              : "a phase of '" + name + "'";
      case TOP -> place.title;
      case CONDITION -> "a condition of '" + name + "'";
      case DEFAULTS, RETRIES, FOREACH, LOG, ON, RUN, PROJECT, GUARDRAILS, EXECUTION, AGENTS ->
          "'" + name + "'";
    };
  }

  private void check(int index, Problems problems) {
    Scalar key = entries.get(index).key();
    String text = key.text();
    for (int i = 0; i < index; i++) {
      Scalar before = entries.get(i).key();
      if (before.text().equals(text)) {
        problems.add(
            key,
            "key " + Node.quoted(text) + " is there twice in " + title(),
            "the first is at " + problems.place(before) + "; keep one");
        return;
      }
    }
    if (!place.knows(text)) {
      if (!isFree(entries.get(index))) {
        problems.add(key, "unknown key " + Node.quoted(text) + " in " + title(), remedy(text));
      }
    }
  }

  /** Whether a key is the user's own here. */
  private boolean isFree(Entry entry) {
    return switch (place) {
      case TOP -> entry.key().text().startsWith("x-");
      case AGENTS -> entry.value() instanceof Mapping;
      default -> false;
    };
  }

  private String remedy(String key) {
    List<Place> elsewhere = place.elsewhere(key);
    if (!elsewhere.isEmpty()) {
      return "'" + key + "' belongs in " + titles(elsewhere);
    }
    String known =
        place == Place.AGENTS
            ? "an agent is a map: { NAME: { preset: claude } }"
            : "known here are " + String.join(", ", place.keys);
    return Suggestion.of(key, place.keys, known);
  }

  private static String titles(List<Place> places) {
    return String.join(" or ", places.stream().map(place -> place.title).toList());
  }
}
