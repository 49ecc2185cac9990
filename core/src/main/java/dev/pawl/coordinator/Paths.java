package dev.pawl.coordinator;

import dev.pawl.model.Glob;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks for paths that match a glob. */
final class Paths {
  private Paths() {}

  /**
   * Whether a file or folder matches; what cannot be read does not. The glob is relative to {@code
   * top}, or absolute, and may lead out of it by {@code ..}.
   */
  static boolean anyMatches(Path top, Glob glob) throws IOException {
    if (glob.matches(".")) {
      return Files.exists(top);
    }
    String fixed = glob.fixedFolder();
    boolean fromRoot = fixed.isEmpty() && glob.toString().startsWith("/");
    Path start = top.resolve(fromRoot ? "/" : fixed);
    String front = fixed.isEmpty() && !fromRoot ? "" : fixed + "/";
    AtomicBoolean found = new AtomicBoolean();
    if (!Files.exists(start)) {
      return false;
    }
    int above = (int) front.chars().filter(c -> c == '/').count();
    int depth = glob.depth() == Integer.MAX_VALUE ? glob.depth() : glob.depth() - above;
    Files.walkFileTree(
        start,
        EnumSet.noneOf(FileVisitOption.class),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return look(folder);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return look(file);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          private FileVisitResult look(Path path) {
            if (glob.matches(front + start.relativize(path))) {
              found.set(true);
              return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.get();
  }
}
