package dev.pawl.config;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code env}: names and values, values as they stand in the file. */
final class EnvironmentReader {
  /** What a variable may be called, as a regular expression. */
  static final String NAME_REGEX = "[A-Za-z_][A-Za-z0-9_]*";

  private static final String RESERVED = "PAWL_";

  private final Problems problems;
  private final Values values;

  EnvironmentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Map<String, String> read(@Nullable Field field) {
    Mapping map = field == null ? null : values.map(field, "{ KEY: value }");
    if (field == null || map == null) {
      return Map.of();
    }
    Map<String, String> env = new LinkedHashMap<>();
    for (Entry entry : EntryNames.distinct(map, "variable", problems)) {
      read(field, entry, env);
    }
    return env;
  }

  private void read(Field field, Entry entry, Map<String, String> env) {
    String name = entry.key().text();
    if (!isName(name)) {
      problems.add(
          entry.key(),
          Node.quoted(name) + " in " + field.title() + " is not the name of a variable",
          "use letters, digits and '_', not starting with a digit");
    } else if (name.startsWith(RESERVED)) {
      problems.add(
          entry.key(),
          "'" + name + "' in " + field.title() + " is reserved",
          "variables named PAWL_* are set by Pawl; choose another name");
    } else if (!(entry.value() instanceof Scalar value)) {
      wrong(field, entry, "write one value");
    } else if (value.kind() == Kind.NOTHING) {
      wrong(field, entry, "write \"\" for an empty value");
    } else {
      env.put(name, value.text());
    }
  }

  private void wrong(Field field, Entry entry, String remedy) {
    String name = "'" + entry.key().text() + "' in " + field.title();
    problems.add(
        entry.value(), name + " must be a value, but is " + entry.value().description(), remedy);
  }

  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
