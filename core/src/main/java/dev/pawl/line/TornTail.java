package dev.pawl.line;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Moves what an interrupted append has left behind the last good line to FILE.torn. */
public final class TornTail {
  private static final int CHUNK = 1 << 16;

  private TornTail() {}

  /**
   * Keeps the bytes, makes them durable, then cuts them off. A crash in between leaves the tail
   * where it was; the next writer keeps it a second time.
   *
   * @return the notice for the user
   */
  public static String cut(Disk disk, Path path, LineReader.Extent extent) {
    Path kept = path.resolveSibling(path.getFileName() + ".torn");
    try (DiskFile file = disk.open(path)) {
      keep(disk, path, kept, extent);
      file.truncate(extent.good());
      file.force();
    } catch (IOException e) {
      throw BrokenFileException.cannot("cut the torn tail off", path, e);
    }
    return "%s ended in an incomplete record (a crash during a write): its %d bytes are kept in %s"
        .formatted(path, extent.size() - extent.good(), kept.getFileName());
  }

  private static void keep(Disk disk, Path path, Path kept, LineReader.Extent extent)
      throws IOException {
    try (FileInputStream from = new FileInputStream(path.toFile());
        DiskFile to = disk.open(kept, StandardOpenOption.CREATE)) {
      from.skipNBytes(extent.good());
      byte[] chunk = new byte[CHUNK];
      for (int count = from.read(chunk); count > 0; count = from.read(chunk)) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
        while (bytes.hasRemaining()) {
          to.append(bytes);
        }
      }
      to.force();
    }
    Path folder = path.toAbsolutePath().getParent();
    disk.forceFolder(folder == null ? path : folder);
  }
}
