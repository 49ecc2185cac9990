package dev.pawl.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which paths of one folder's tree count. A folder that is asked about has a slash behind. */
final class Selection {
  private final List<PathPattern> include;
  private final List<PathPattern> exclude;
  private final List<PathPattern> except;
  private final String front;

  /**
   * @param include over paths relative to the folder; empty for all
   * @param exclude over the same
   * @param except over paths relative to the project
   * @param front the folder in the project, with a slash behind; "" for the project
   */
  Selection(List<String> include, List<String> exclude, List<PathPattern> except, String front) {
    this.include = patterns(include);
    this.exclude = patterns(exclude);
    this.except = except;
    this.front = front;
  }

  static List<PathPattern> patterns(List<String> globs) {
    List<PathPattern> patterns = new ArrayList<>(globs.size());
    globs.forEach(glob -> patterns.add(new PathPattern(glob)));
    return patterns;
  }

  /** Whether a path of the project matches, or a folder above it does. */
  static boolean covers(List<PathPattern> patterns, String path) {
    if (patterns.isEmpty()) {
      return false;
    }
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (anyMatches(patterns, path.substring(0, end))) {
        return true;
      }
    }
    return anyMatches(patterns, path);
  }

  /** Whether a file counts; the folders above it were asked before. */
  boolean takes(String path) {
    return isIncluded(path) && !isExcluded(path);
  }

  /** Whether anything in a folder can count. */
  boolean enters(String folder) {
    return reaches(folder) && !isExcluded(folder.substring(0, folder.length() - 1));
  }

  /** The only names in a folder that can count, sorted; null if it must be listed. */
  @Nullable Set<String> namesIn(String folder) {
    Set<String> names = new TreeSet<>();
    for (PathPattern pattern : include) {
      if (pattern.reaches(folder)) {
        String name = pattern.onlyNameIn(folder);
        if (name.isEmpty()) {
          return null;
        }
        names.add(name);
      }
    }
    return include.isEmpty() ? null : names;
  }

  private boolean reaches(String folder) {
    if (include.isEmpty()) {
      return true;
    }
    for (PathPattern pattern : include) {
      if (pattern.reaches(folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIncluded(String path) {
    if (include.isEmpty()) {
      return true;
    }
    for (PathPattern pattern : include) {
      if (pattern.matches(path) || pattern.holds(path)) {
        return true;
      }
    }
    return false;
  }

  private boolean isExcluded(String path) {
    return anyMatches(exclude, path) || !except.isEmpty() && anyMatches(except, front + path);
  }

  private static boolean anyMatches(List<PathPattern> patterns, String path) {
    for (PathPattern pattern : patterns) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
