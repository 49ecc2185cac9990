package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole. */
final class FileTree {
  private FileTree() {}

  /**
   * Moves a file or a folder out of its folder, to beside that; fine if there is none. Not deleted:
   * an ext4 without a journal takes no inode again that was freed in the last minutes, and passes
   * over them one by one, so that each new file takes up to half a millisecond longer.
   */
  static void setAside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (Files.exists(path)) {
      Path aside = folder.resolveSibling(folder.getFileName() + "-earlier");
      Files.createDirectories(aside);
      Files.move(path, Files.createTempDirectory(aside, "").resolve(name));
    }
  }

  /** Puts a copy of a folder under a name in another one; what has that name is set aside. */
  static void replace(Path folder, String name, Path original) throws IOException {
    setAside(folder, name);
    Path copy = folder.resolve(name);
    List<Path> all;
    try (Stream<Path> below = Files.walk(original)) {
      all = below.toList();
    }
    for (Path one : all) {
      Files.copy(one, copy.resolve(original.relativize(one)));
    }
  }
}
