package dev.pawl.ledger;

import dev.pawl.content.ContentReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a step makes, or reads: files of the project, or a text. Paths are relative to the project,
 * with {@code /}. Every method throws IllegalArgumentException for a path that is absolute or leads
 * out of the project, into {@code .git} or {@code .pawl}, and for what is no glob.
 */
public sealed interface Content {
  /** One file, or one link, which counts by its target's text. */
  static Content file(String path) {
    return new Fixed(new ContentReference.File(path));
  }

  /** All files in a folder and below. */
  static Folder folder(String path) {
    return new Folder(new ContentReference.Directory(path));
  }

  /** A text, for example a version number. */
  static Content value(String text) {
    return new Fixed(new ContentReference.Value(text));
  }

  /** Several contents. */
  static Content of(Content... parts) {
    List<ContentReference> all = Arrays.stream(parts).map(References::of).toList();
    return new Fixed(new ContentReference.All(all));
  }

  /** A file, a text, or several contents. */
  final class Fixed implements Content {
    final ContentReference reference;

    private Fixed(ContentReference reference) {
      this.reference = reference;
    }

    @Override
    public String toString() {
      return reference.toString();
    }
  }

  /** Files in a folder. Never changes: every method makes another one. */
  final class Folder implements Content {
    final ContentReference.Directory reference;

    private Folder(ContentReference.Directory reference) {
      this.reference = reference;
    }

    /** Only what matches one of these globs, or of those before: {@code **}{@code /*.json}. */
    public Folder include(String... globs) {
      return new Folder(
          new ContentReference.Directory(
              reference.path(), joined(reference.include(), globs), reference.exclude()));
    }

    /** Without what matches one of these globs, or lies in a folder that does. */
    public Folder exclude(String... globs) {
      return new Folder(
          new ContentReference.Directory(
              reference.path(), reference.include(), joined(reference.exclude(), globs)));
    }

    private static List<String> joined(List<String> some, String... more) {
      List<String> all = new ArrayList<>(some);
      all.addAll(Arrays.asList(more));
      return all;
    }

    @Override
    public String toString() {
      return reference.toString();
    }
  }
}
