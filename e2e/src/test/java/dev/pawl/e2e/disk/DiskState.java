package dev.pawl.e2e.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files below a folder. */
final class DiskState {
  private final SortedMap<String, Content> files;
  private @Nullable Key key;

  DiskState(SortedMap<String, Content> files) {
    this.files = files;
  }

  /** By their paths, with slashes; a path that ends with a slash is a folder. */
  SortedMap<String, Content> files() {
    return files;
  }

  /** What is there now. Whatever is neither a file nor a folder is left out. */
  static DiskState of(Path root, Predicate<String> wanted) throws IOException {
    SortedMap<String, Content> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = root.relativize(path).toString();
        if (!name.isEmpty() && wanted.test(name)) {
          if (Files.isDirectory(path)) {
            found.put(name + "/", Content.EMPTY);
          } else if (Files.isRegularFile(path)) {
            found.put(name, new Content(Files.readAllBytes(path)));
          }
        }
      }
    }
    return new DiskState(found);
  }

  /** What a file holds as text, "" when it is not there. */
  String text(String path) {
    return new String(files.getOrDefault(path, Content.EMPTY).bytes(), StandardCharsets.UTF_8);
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /** Whether a file holds the same in both; also when it is in neither. */
  boolean isSame(DiskState other, String path) {
    return has(path) == other.has(path) && text(path).equals(other.text(path));
  }

  /** The files and folders whose names fulfil a condition. */
  DiskState only(Predicate<String> wanted) {
    SortedMap<String, Content> part = new TreeMap<>();
    files.forEach((path, content) -> {
      if (wanted.test(path)) {
        part.put(path, content);
      }
    });
    return new DiskState(part);
  }

  /** The same, but of some files the last bytes are lost. */
  DiskState torn(Predicate<String> wanted, int bytes) {
    SortedMap<String, Content> all = new TreeMap<>(files);
    all.replaceAll((path, content) ->
        wanted.test(path)
            ? new Content(Arrays.copyOf(content.bytes(), Math.max(0, content.size() - bytes)))
            : content);
    return new DiskState(all);
  }

  /** Equal for states that are, and for no others that will ever be seen. */
  record Key(long one, long other) {}

  Key key() {
    Key known = key;
    if (known == null) {
      long one = 0;
      long other = 0;
      for (Map.Entry<String, Content> file : files.entrySet()) {
        one = 31 * one + file.getKey().hashCode() + file.getValue().key().one();
        other = 1_000_003 * other + file.getKey().hashCode() ^ file.getValue().key().other();
      }
      known = new Key(one, other);
      key = known;
    }
    return known;
  }

  /** The paths of which two states do not hold the same. */
  List<String> differences(DiskState other) {
    return Stream.concat(files.keySet().stream(), other.files.keySet().stream())
        .distinct()
        .filter(path -> !isSame(other, path))
        .sorted()
        .toList();
  }

  /** Makes these files in a folder, and those above them. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Content> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (file.getKey().endsWith("/")) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.resolveSibling(""));
        Files.write(path, file.getValue().bytes());
      }
    }
  }

  /** Takes a folder away with all that is in it. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
