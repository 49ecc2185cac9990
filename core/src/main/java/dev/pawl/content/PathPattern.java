package dev.pawl.content;

import dev.pawl.model.Glob;

/**
 * A glob that is asked about 100,000 paths: the usual forms are answered by comparing beginnings
 * and ends, the others by {@link Glob}. Paths have no empty parts.
 */
final class PathPattern {
  private enum Form {
    /** No special character: {@code a/b}. */
    PLAIN,
    /** {@code **} or {@code **}{@code /*} behind the fixed folder. */
    ALL,
    /** {@code **}{@code /*SUFFIX} behind the fixed folder. */
    DEEP_SUFFIX,
    /** {@code *SUFFIX} behind the fixed folder. */
    SUFFIX,
    OTHER
  }

  private static final String DEEP = "**/*";

  private final Glob glob;
  private final Form form;

  /** For a plain pattern all of it, else the fixed folders with a slash behind, or nothing. */
  private final String prefix;

  private final String suffix;
  private final int depth;

  PathPattern(String text) {
    glob = Glob.of(text.equals(".") || text.equals("./") ? "**" : text);
    String plain = glob.toString();
    String fixed = glob.fixedFolder();
    String rest = fixed.isEmpty() ? plain : plain.substring(fixed.length() + 1);
    form = form(plain, rest);
    prefix = form == Form.PLAIN ? plain : fixed.isEmpty() ? "" : fixed + "/";
    suffix = rest.substring(rest.lastIndexOf('*') + 1);
    depth = glob.depth();
  }

  private static Form form(String plain, String rest) {
    if (Glob.isPlain(plain)) {
      return Form.PLAIN;
    }
    if (rest.equals("**") || rest.equals(DEEP)) {
      return Form.ALL;
    }
    if (rest.startsWith(DEEP) && isSuffix(rest.substring(DEEP.length()))) {
      return Form.DEEP_SUFFIX;
    }
    return rest.startsWith("*") && isSuffix(rest.substring(1)) ? Form.SUFFIX : Form.OTHER;
  }

  private static boolean isSuffix(String text) {
    return Glob.isPlain(text) && text.indexOf('/') < 0;
  }

  boolean matches(String path) {
    return switch (form) {
      case PLAIN -> path.equals(prefix);
      case ALL -> path.startsWith(prefix) && path.length() > prefix.length();
      case DEEP_SUFFIX -> hasEnds(path);
      case SUFFIX -> hasEnds(path) && path.indexOf('/', prefix.length()) < 0;
      case OTHER -> glob.matches(path);
    };
  }

  private boolean hasEnds(String path) {
    return path.length() >= prefix.length() + suffix.length()
        && path.startsWith(prefix)
        && path.endsWith(suffix);
  }

  /** Whether a path lies in the folder that a plain pattern names. */
  boolean holds(String path) {
    return form == Form.PLAIN
        && path.startsWith(prefix)
        && path.length() > prefix.length()
        && path.charAt(prefix.length()) == '/';
  }

  /**
   * Whether something in a folder, or below it, can match or be held.
   *
   * @param folder with a slash behind; "" for the top
   */
  boolean reaches(String folder) {
    if (prefix.startsWith(folder) || form == Form.PLAIN && folder.equals(prefix + "/")) {
      return true;
    }
    return folder.startsWith(prefix)
        && (form == Form.PLAIN ? folder.charAt(prefix.length()) == '/' : depth > parts(folder));
  }

  /** The only name in a folder through which this pattern can match; "" if there are several. */
  String onlyNameIn(String folder) {
    if (!prefix.startsWith(folder) || prefix.length() == folder.length()) {
      return "";
    }
    int end = prefix.indexOf('/', folder.length());
    return prefix.substring(folder.length(), end < 0 ? prefix.length() : end);
  }

  private static int parts(String folder) {
    int parts = 0;
    for (int i = 0; i < folder.length(); i++) {
      parts += folder.charAt(i) == '/' ? 1 : 0;
    }
    return parts;
  }
}
