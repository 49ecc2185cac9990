package dev.pawl.content;

import dev.pawl.model.Glob;
import java.util.List;

/**
 * Names contents: a file, what matches in a folder, a text, or several of these.
 *
 * <p>As a tree (of a JSON text, for example):
 *
 * <pre>
 * {"file": "a/b"}
 * {"directory": "data/companies", "include": ["**&#47;*.jsonl"], "exclude": ["tmp"]}
 * {"value": "text"}
 * [ ... ]
 * </pre>
 *
 * <p>Paths are relative to the project, with {@code /}, and are kept in their shortest form. Every
 * constructor throws IllegalArgumentException with a message for the user: for a path that leads
 * out of the project, into {@code .git} or {@code .pawl}, or for what is no glob.
 */
public sealed interface ContentReference {
  /** One regular file, or one link, which counts by its target's text. */
  record File(String path) implements ContentReference {
    public File {
      path = ProjectPath.checked(path);
      if (path.equals(".")) {
        throw new IllegalArgumentException("'.' is the project folder, not a file");
      }
    }
  }

  /**
   * Files and links in a folder and below.
   *
   * @param include globs over paths relative to the folder; none means all. One without special
   *     characters that names a folder means all in it.
   * @param exclude the same; one that matches a folder excludes all in it
   */
  record Directory(String path, List<String> include, List<String> exclude)
      implements ContentReference {
    public Directory {
      path = ProjectPath.checked(path);
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
      include.forEach(Glob::of);
      exclude.forEach(Glob::of);
    }

    /** All in a folder. */
    public Directory(String path) {
      this(path, List.of(), List.of());
    }
  }

  /** A text that counts like a file's content. */
  record Value(String text) implements ContentReference {}

  /** Several contents, in this order. */
  record All(List<ContentReference> parts) implements ContentReference {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What a list of globs names, as a user writes them: one without special characters is a file,
   * or, with a slash at its end, all in a folder. One glob is a reference, several are {@link All}.
   */
  static ContentReference ofGlobs(List<String> globs) {
    List<ContentReference> parts = globs.stream().map(ContentReference::ofGlob).toList();
    return parts.size() == 1 ? parts.getFirst() : new All(parts);
  }

  private static ContentReference ofGlob(String text) {
    Glob glob = Glob.of(text);
    if (Glob.isPlain(glob.toString())) {
      return text.endsWith("/") || text.equals(".") ? new Directory(text) : new File(text);
    }
    String folder = glob.fixedFolder();
    boolean isTop = folder.isEmpty() && !glob.toString().startsWith("/");
    String rest = isTop ? glob.toString() : glob.toString().substring(folder.length() + 1);
    return new Directory(isTop ? "." : folder + "/", List.of(rest), List.of());
  }

  /**
   * Reads the form that {@link #tree} makes.
   *
   * @throws IllegalArgumentException if it has another shape, or names a path that cannot be one
   */
  static ContentReference of(Object tree) {
    return ReferenceTree.read(tree);
  }

  /** This reference as maps, lists and texts, in the order of the example above. */
  default Object tree() {
    return ReferenceTree.write(this);
  }
}
