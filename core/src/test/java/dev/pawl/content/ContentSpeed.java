package dev.pawl.content;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Prints how long looks take, cold and warm, with and without the cache. Asserts nothing. */
final class ContentSpeed {
  private static final int LARGE = 1 << 30;

  private ContentSpeed() {}

  public static void main(String[] args) throws IOException, UnreadableContentException {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    List<ContentReference> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(new File("out/d" + i % 100 + "/file" + i + ".txt"));
    }
    if (!Files.exists(folder)) {
      make(folder, files);
    }
    for (int round = 0; round < 3; round++) {
      Contents contents = timed("open", () -> open(folder));
      timed("one by one, " + count, () -> each(contents, files));
      timed("one glob each", () -> globs(contents, files));
      timed("all of them", () -> contents.look(new All(files)));
      timed("as a folder", () -> contents.look(new Directory("out")));
      timed("by **/*.txt", () -> contents.look(Folder.matching(".", "out/**/*.txt")));
      timed("by a regex", () -> contents.look(Folder.matching("out", "d*/f*.t?t")));
      timed("a large file", () -> contents.look(new File("large")));
      timed(
          "save",
          () -> {
            contents.save();
            return "";
          });
    }
    System.out.println(Files.size(folder.resolve(".pawl/hashes")) + " bytes of cache");
  }

  private static void make(Path folder, List<ContentReference> files) throws IOException {
    for (ContentReference reference : files) {
      Path path = folder.resolve(((File) reference).path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, "0123456789abcdef".repeat(Math.abs(path.hashCode() % 256)));
    }
    try (var large = Files.newOutputStream(folder.resolve("large"))) {
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < LARGE / piece.length; i++) {
        large.write(piece);
      }
    }
  }

  private static Contents open(Path folder) {
    return Contents.open(folder, () -> Instant.now().plus(Duration.ofHours(1)));
  }

  private static Object each(Contents contents, List<ContentReference> files)
      throws UnreadableContentException {
    long sum = 0;
    for (ContentReference file : files) {
      sum += contents.look(file).hash().length();
    }
    return sum;
  }

  private static Object globs(Contents contents, List<ContentReference> files)
      throws UnreadableContentException {
    long sum = 0;
    for (ContentReference file : files) {
      sum += contents.look(Folder.matching(".", ((File) file).path())).hash().length();
    }
    return sum;
  }

  private interface Work<T> {
    T run() throws IOException, UnreadableContentException;
  }

  private static <T> T timed(String what, Work<T> work)
      throws IOException, UnreadableContentException {
    long start = System.nanoTime();
    T result = work.run();
    System.out.printf("%-24s %8.1f ms%n", what, (System.nanoTime() - start) / 1e6);
    return result;
  }
}
