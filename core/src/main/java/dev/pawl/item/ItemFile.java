package dev.pawl.item;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the items of steps are recorded: {@code .pawl/items/STEP.jsonl}. */
public final class ItemFile {
  private ItemFile() {}

  /**
   * Where the log of a step is. Characters that a file should not be called by stand as percent and
   * two hex digits.
   */
  public static Path path(Path project, String step) {
    StringBuilder file = new StringBuilder();
    for (byte b : step.getBytes(StandardCharsets.UTF_8)) {
      boolean begins = file.isEmpty() || file.charAt(file.length() - 1) == '/';
      boolean plain = b == '/' ? !begins : b == '.' ? !begins : isPlain(b);
      file.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b));
    }
    return project.resolve(".pawl").resolve("items").resolve(file + ".jsonl");
  }

  private static boolean isPlain(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'A' && b <= 'Z'
        || b >= 'a' && b <= 'z'
        || b == '-'
        || b == '_';
  }

  /**
   * Forgets all items, also after a power loss.
   *
   * @throws BrokenFileException if that failed
   */
  public static void delete(Path path) {
    try {
      if (Files.deleteIfExists(path)) {
        Disk.STEADY.forceFolder(Objects.requireNonNull(path.getParent()));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("delete", path, e);
    }
  }
}
