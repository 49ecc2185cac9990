package dev.pawl.content;

import java.util.ArrayList;
import java.util.List;

/** Paths relative to the project. */
final class ProjectPath {
  /** The folder that git keeps, wherever it lies. */
  static final String GIT = ".git";

  /** The folder that Pawl keeps, at the top of the project. */
  static final String PAWL = ".pawl";

  private ProjectPath() {}

  /** The shortest form of a path; {@code .} for the project itself. */
  static String checked(String path) {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'" + path.replace('\0', '?') + "' is no path");
    }
    if (path.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + path + "' is absolute: expected a path relative to the project");
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      add(part, parts, path);
    }
    return parts.isEmpty() ? "." : String.join("/", parts);
  }

  private static void add(String part, List<String> parts, String path) {
    switch (part) {
      case "", "." -> {}
      case ".." -> {
        if (parts.isEmpty()) {
          throw new IllegalArgumentException("'" + path + "' leads out of the project");
        }
        parts.removeLast();
      }
      default -> parts.add(part);
    }
    boolean isRuntime = !parts.isEmpty() && parts.getFirst().equals(PAWL);
    if (isRuntime || !parts.isEmpty() && parts.getLast().equals(GIT)) {
      throw new IllegalArgumentException(
          "'" + path + "' lies in " + parts.getLast() + ", which never counts as content");
    }
  }
}
