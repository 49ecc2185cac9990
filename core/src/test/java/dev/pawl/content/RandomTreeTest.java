package dev.pawl.content;

import static dev.pawl.content.Folder.folder;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.content.ContentReference.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random edits of a tree beside a model of it, a map from path to what is there: two looks have the
 * same hash exactly if the model is the same, with a cache that is saved, reopened, lost or damaged
 * at random, and without one.
 */
class RandomTreeTest {
  private static final String[] NAMES = {"a", "b.txt", "b", "a-", "\u00e4", "d/x", "d/b", "d/e/y"};

  @TempDir Path temp;
  private final Map<String, String> model = new TreeMap<>();
  private final Map<String, String> models = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private Folder project;
  private Random random;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @DisplayName("L11 L12 L13 L17 with and without the cache the same hash for the same tree")
  void sameHashForTheSameTree(long seed) throws Exception {
    random = new Random(seed);
    project = new Folder(temp.resolve("p"));
    Files.createDirectories(temp.resolve("p/data"));
    // Seen from one folder above there is no cache.
    Contents uncached = Contents.open(temp, project.clock);
    Contents cached = project.contents();
    String before = cached.look(folder("data")).hash();
    for (int step = 0; step < 400; step++) {
      edit();
      Content now = cached.look(folder("data"));
      String place = "seed " + seed + ", step " + step;
      assertEquals(uncached.look(new Directory("p/data")).hash(), now.hash(), place);
      assertEquals(models.computeIfAbsent(now.hash(), h -> model.toString()), model.toString());
      assertEquals(hashes.computeIfAbsent(model.toString(), m -> now.hash()), now.hash(), place);
      assertEquals(before.equals(now.hash()), cached.difference(before, now).isEmpty(), place);
      before = now.hash();
      cached = perhapsAnother(cached);
    }
  }

  private Contents perhapsAnother(Contents contents) throws Exception {
    Path cache = temp.resolve("p/.pawl/hashes");
    switch (random.nextInt(12)) {
      case 0 -> contents.save();
      case 1 -> {
        contents.save();
        return project.contents();
      }
      // Nothing is waited for: files age by the real clock, and old ones are treated otherwise.
      case 2 -> Thread.sleep(60);
      case 3 -> {
        if (Files.exists(cache)) {
          byte[] bytes = Files.readAllBytes(cache);
          bytes[random.nextInt(bytes.length)] ^= 4;
          Files.write(cache, bytes);
          contents.look(folder("data"));
        }
      }
      default -> {}
    }
    return contents;
  }

  private void edit() throws IOException {
    String name = NAMES[random.nextInt(NAMES.length)];
    Path path = temp.resolve("p/data").resolve(name);
    boolean isThere = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    switch (random.nextInt(7)) {
      case 0, 1 -> write(name, path);
      case 2 -> {
        Files.deleteIfExists(path);
        model.remove(name);
      }
      case 3 -> {
        Files.deleteIfExists(path);
        String target = "to" + random.nextInt(2);
        project.file("data/" + name, "x");
        project.link("data/" + name, target);
        model.put(name, "@" + target);
      }
      case 4 -> {
        if (isThere && !Files.isSymbolicLink(path)) {
          boolean executable = random.nextBoolean();
          project.executable("data/" + name, executable);
          model.put(name, (executable ? "*" : "-") + model.get(name).substring(1));
        }
      }
      case 5 -> {
        if (isThere && !Files.isSymbolicLink(path)) {
          Files.setLastModifiedTime(path, FileTime.fromMillis(random.nextInt(2) * 1000L));
        }
      }
      default -> replace(name, path);
    }
  }

  /** In place, always the same size, at times with the time set back. */
  private void write(String name, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return;
    }
    String text = "text" + random.nextInt(3);
    boolean isNew = !Files.exists(path);
    FileTime time = isNew ? null : Files.getLastModifiedTime(path);
    project.file("data/" + name, text);
    if (time != null && random.nextBoolean()) {
      Files.setLastModifiedTime(path, time);
    }
    model.put(name, (isNew ? '-' : model.get(name).charAt(0)) + text);
  }

  /** By another file that gets its name. */
  private void replace(String name, Path path) throws IOException {
    String text = "text" + random.nextInt(3);
    Path other = project.file("other", text);
    Files.createDirectories(path.getParent());
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    model.put(name, "-" + text);
  }
}
