package dev.pawl.git;

import java.util.ArrayList;
import java.util.List;

/**
 * One path of {@code git status --porcelain=v2 -z} (git-status(1)).
 *
 * <pre>
 * 1 XY SUB MODE_HEAD MODE_INDEX MODE_TREE HASH_HEAD HASH_INDEX PATH    changed
 * u XY SUB MODE_1 MODE_2 MODE_3 MODE_TREE HASH_1 HASH_2 HASH_3 PATH    unmerged
 * ? PATH                                                               not in the index
 * 1 .M N... 100644 100644 100755 d00491fd.. d00491fd.. scripts/a b
 * </pre>
 *
 * <p>X compares index and HEAD, Y work tree and index; a dot is "no difference". A mode of zeros is
 * "not there".
 *
 * @param kind the first character
 * @param xy "??" of a path that is not in the index
 * @param head what HEAD has there, "MODE HASH"; "" of an unmerged path
 * @param index the same of the index
 */
record StatusEntry(char kind, String xy, String head, String index, boolean isModule, String path) {
  private static final char CHANGED = '1';
  private static final char UNMERGED = 'u';
  private static final char UNTRACKED = '?';
  private static final int FIELDS_OF_CHANGED = 9;
  private static final int FIELDS_OF_UNMERGED = 11;
  private static final int FIELDS_OF_UNTRACKED = 2;
  private static final String NOTHING = "000000 ";
  private static final String RUNTIME = "/.pawl/";

  /**
   * The entries among these texts, but for {@code .pawl} folders: these are never anybody's work.
   */
  static List<StatusEntry> parse(List<String> texts) throws GitException {
    List<StatusEntry> entries = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (!text.startsWith("#")) {
        StatusEntry entry = parse(text);
        if (!("/" + entry.path + "/").contains(RUNTIME)) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static StatusEntry parse(String text) throws GitException {
    char kind = text.isEmpty() ? ' ' : text.charAt(0);
    int count =
        switch (kind) {
          case CHANGED -> FIELDS_OF_CHANGED;
          case UNMERGED -> FIELDS_OF_UNMERGED;
          case UNTRACKED -> FIELDS_OF_UNTRACKED;
          default -> 0;
        };
    String[] fields = text.split(" ", count);
    if (count == 0 || fields.length < count) {
      throw new GitException("git status has a line that is not known: " + text);
    }
    String path = fields[count - 1];
    return switch (kind) {
      case CHANGED ->
          new StatusEntry(
              kind,
              fields[1],
              fields[3] + " " + fields[6],
              fields[4] + " " + fields[7],
              fields[2].startsWith("S"),
              path);
      case UNMERGED -> new StatusEntry(kind, fields[1], "", "", fields[2].startsWith("S"), path);
      default -> new StatusEntry(kind, "??", "", "", false, path);
    };
  }

  /** A new file, or a new repository. */
  boolean isUntracked() {
    return kind == UNTRACKED;
  }

  /** A new folder that is a repository of its own. */
  boolean isRepository() {
    return isUntracked() && path.endsWith("/");
  }

  /** Whether the index differs from HEAD. */
  boolean isStaged() {
    return kind == CHANGED && xy.charAt(0) != '.';
  }

  /**
   * Of a path that was marked as "intended to be added": whether the index has no more than that. Y
   * is A then, and D if the file is gone; X is D if HEAD has the path, else a dot.
   */
  boolean isMarkedOnly() {
    return kind == CHANGED && ".D".indexOf(xy.charAt(0)) >= 0 && "AD".indexOf(xy.charAt(1)) >= 0;
  }

  /** Whether the index has a content of it. */
  boolean isInIndex() {
    return kind == CHANGED && !index.startsWith(NOTHING);
  }

  /** Whether nothing is there any more. */
  boolean isDeleted() {
    return kind == CHANGED && xy.charAt(1) == 'D';
  }

  /** A line for {@code git update-index --index-info} that gives the index what HEAD has. */
  String toHead() {
    return head + "\t" + path;
  }

  /** The same that takes the path out of the index. */
  String toNothing() {
    return NOTHING + "0".repeat(head.length() - NOTHING.length()) + "\t" + path;
  }

  /** The same with what the index had. */
  String toIndex() {
    return index + "\t" + path;
  }
}
