package dev.pawl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of a fuzz target, used again and again, and gone with this program. */
public final class Scratch {
  private final Path folder;

  /** Makes it. */
  public Scratch() {
    try {
      folder = Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(true)));
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /** A file of it with that content; its folders are made. */
  public Path file(String name, byte[] content) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling(""));
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes all files out of it. */
  public void clear() {
    clear(false);
  }

  private void clear(boolean all) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        if (all || !file.equals(folder)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
