package dev.pawl.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a released version has left behind, made by {@code scripts/records} once. */
public final class KeptRecords {
  private static final Path ALL = Path.of("src/test/resources/dev/pawl/records");

  private KeptRecords() {}

  /** A file of a version's set. */
  public static Path file(String version, String name) {
    return ALL.resolve(version).resolve(name);
  }

  /** The project of a version, with what it has written below {@code .pawl}. */
  public static void copy(String version, Path project) throws IOException {
    copy(ALL.resolve(version), project);
    Files.move(project.resolve("dot-pawl"), project.resolve(".pawl"));
  }

  /** A folder of a version's set, in the place of another. */
  public static void replace(String version, String name, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    copy(file(version, name), folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(from)) {
      all = files.sorted().toList();
    }
    for (Path file : all) {
      Path copy = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }
}
