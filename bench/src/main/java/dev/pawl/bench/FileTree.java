package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole. */
final class FileTree {
  private FileTree() {}

  /** Deletes a file or a folder with all in it; fine if there is none. */
  static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  /** Puts a copy of a folder into the place of another one. */
  static void replace(Path copy, Path original) throws IOException {
    delete(copy);
    List<Path> all;
    try (Stream<Path> below = Files.walk(original)) {
      all = below.toList();
    }
    for (Path one : all) {
      Files.copy(one, copy.resolve(original.relativize(one)));
    }
  }
}
