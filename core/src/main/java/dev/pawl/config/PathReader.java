package dev.pawl.config;

import dev.pawl.model.Glob;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths and globs, mostly from the folder of a job. They are relative and stay inside the
 * project; {@code ..} may lead up to it, but not after a special character, where nobody can tell
 * how deep the path is by then.
 */
final class PathReader {
  private static final String SPECIAL = "*?[{\\";

  private final Problems problems;
  private final Values values;

  PathReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * A path.
   *
   * @param dir the folder of the job, relative to the project and without {@code ..}
   */
  Optional<String> path(Field field, Node node, String dir) {
    return values.word(field, node).filter(path -> isInside(field, node, path, dir));
  }

  /** A glob, likewise. */
  Optional<String> glob(Field field, Node node, String dir) {
    return values
        .word(field, node)
        .filter(glob -> isGlob(field, node, glob) && isInside(field, node, glob, dir));
  }

  /** The globs of a list, which must not be empty. */
  List<String> globs(@Nullable Field field, String dir) {
    List<String> globs = new ArrayList<>();
    if (field != null) {
      for (Node item : values.distinct(field, values.list(field, "[\"src/**\"]"))) {
        glob(field, item, dir).ifPresent(globs::add);
      }
    }
    return globs;
  }

  /** A path from the folder of {@code pawl.yml}, without {@code .} and {@code ..} inside it. */
  Optional<String> fromProject(Field field, Node node) {
    Optional<String> text = values.word(field, node);
    if (text.isPresent() && text.get().startsWith("/")) {
      problems.add(
          node,
          field.title() + " is absolute: " + Node.quoted(text.get()),
          "write it relative to the folder of pawl.yml");
      return Optional.empty();
    }
    return text.flatMap(path -> plain(field, node, path));
  }

  private Optional<String> plain(Field field, Node node, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          problems.add(
              node,
              field.title() + " leaves the project: " + Node.quoted(path),
              "name something inside it");
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(parts.isEmpty() ? "." : String.join("/", parts));
  }

  private boolean isGlob(Field field, Node node, String glob) {
    try {
      Glob.of(glob);
      return true;
    } catch (IllegalArgumentException e) {
      String message = field.title() + " is not a pattern: " + e.getMessage();
      problems.add(node, message, "close every '[' and '{', or put '\\' before them");
      return false;
    }
  }

  private boolean isInside(Field field, Node node, String path, String dir) {
    if (path.startsWith("/")) {
      problems.add(
          node,
          field.title() + " is absolute: " + Node.quoted(path),
          "write it relative to the folder of the job");
      return false;
    }
    int depth = dir.equals(".") ? 0 : dir.split("/").length;
    boolean special = false;
    for (String part : path.split("/")) {
      boolean up = part.equals("..");
      depth += up ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
      if (depth < 0 || up && special) {
        problems.add(
            node,
            depth < 0
                ? field.title() + " leaves the project: " + Node.quoted(path)
                : field.title() + " has '..' after a pattern: " + Node.quoted(path),
            depth < 0 ? "name something inside it" : "put every '..' at the front");
        return false;
      }
      special |= part.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
    }
    return true;
  }
}
