package dev.pawl.content;

import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A project on disk, for tests. */
final class Folder {
  final Path path;
  InstantSource clock = InstantSource.system();

  Folder(Path path) {
    this.path = path;
  }

  /** From now on every file is older than the clock can tell: what was read is remembered. */
  void letTimePass() {
    clock = () -> Instant.now().plus(Duration.ofHours(1));
  }

  Contents contents() {
    return Contents.open(path, clock);
  }

  Path file(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Files whose contents do not matter, each another one. */
  void files(String... names) throws IOException {
    for (String name : names) {
      file(name, name);
    }
  }

  void executable(String name, boolean value) throws IOException {
    Files.setPosixFilePermissions(
        path.resolve(name), PosixFilePermissions.fromString(value ? "rwxr-xr-x" : "rw-r--r--"));
  }

  void link(String name, String target) throws IOException {
    Files.deleteIfExists(path.resolve(name));
    Files.createSymbolicLink(path.resolve(name), Path.of(target));
  }

  /** Runs a shell command in the folder. */
  void sh(String command) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("sh", "-ec", command)
            .directory(path.toFile())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(command + " ended with " + exit);
    }
  }

  static File file(String path) {
    return new File(path);
  }

  static Directory folder(String path) {
    return new Directory(path);
  }

  static Directory matching(String path, String... include) {
    return new Directory(path, List.of(include), List.of());
  }

  static List<String> paths(Content content) {
    return content.entries().stream().map(ContentEntry::path).toList();
  }
}
