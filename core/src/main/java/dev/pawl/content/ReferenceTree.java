package dev.pawl.content;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import dev.pawl.content.ContentReference.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** References to and from maps, lists and texts; drawn in {@link ContentReference}. */
final class ReferenceTree {
  private static final String FILE = "file";
  private static final String DIRECTORY = "directory";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final String VALUE = "value";

  private ReferenceTree() {}

  static Object write(ContentReference reference) {
    return switch (reference) {
      case File(String path) -> Map.of(FILE, path);
      case Value(String text) -> Map.of(VALUE, text);
      case All(List<ContentReference> parts) -> parts.stream().map(ReferenceTree::write).toList();
      case Directory(String path, List<String> include, List<String> exclude) -> {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(DIRECTORY, path);
        if (!include.isEmpty()) {
          tree.put(INCLUDE, include);
        }
        if (!exclude.isEmpty()) {
          tree.put(EXCLUDE, exclude);
        }
        yield tree;
      }
    };
  }

  static ContentReference read(@Nullable Object tree) {
    if (tree instanceof List<?> list) {
      return new All(list.stream().map(ReferenceTree::read).toList());
    }
    if (tree instanceof Map<?, ?> map) {
      return read(map);
    }
    throw new IllegalArgumentException(
        "expected a reference to contents (an object or a list), found " + kind(tree));
  }

  private static ContentReference read(Map<?, ?> map) {
    if (map.containsKey(FILE)) {
      return new File(text(only(map, Set.of(FILE)), FILE));
    }
    if (map.containsKey(VALUE)) {
      return new Value(text(only(map, Set.of(VALUE)), VALUE));
    }
    if (map.containsKey(DIRECTORY)) {
      only(map, Set.of(DIRECTORY, INCLUDE, EXCLUDE));
      return new Directory(text(map, DIRECTORY), texts(map, INCLUDE), texts(map, EXCLUDE));
    }
    throw new IllegalArgumentException(
        "expected \"file\", \"directory\" or \"value\" in a reference to contents, found "
            + map.keySet());
  }

  private static Map<?, ?> only(Map<?, ?> map, Set<String> keys) {
    for (Object key : map.keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' has no meaning in a reference to contents beside " + map.keySet());
      }
    }
    return map;
  }

  private static String text(Map<?, ?> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "expected a text for \"" + key + "\", found " + kind(map.get(key)));
  }

  private static List<String> texts(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null && !map.containsKey(key)) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException(
        "expected a list of globs for \"" + key + "\", found " + kind(value));
  }

  private static String kind(@Nullable Object tree) {
    return tree == null ? "null" : tree instanceof String text ? "'" + text + "'" : "" + tree;
  }
}
