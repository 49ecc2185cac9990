package dev.pawl.item;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.DiskFile;
import dev.pawl.line.LineFile;
import dev.pawl.line.LineReader;
import dev.pawl.line.TornTail;
import dev.pawl.model.Project.Sync;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The item log of one loop, open for its lines; see {@link ItemCodec} for the form. */
public final class ItemLog implements AutoCloseable {
  /** So many records are written at once when a log is begun anew. */
  private static final int BATCH = 4_096;

  private final LineFile file;
  private final ItemCodec codec = new ItemCodec();

  private ItemLog(LineFile file) {
    this.file = file;
  }

  /**
   * What a log is opened for.
   *
   * @param owner the step, WORKFLOW/JOB
   * @param command a hash of all that makes the command what it is; another one begins anew
   * @param items the list as it is now
   */
  public record Wish(Path file, String owner, String command, List<ItemKey> items, Sync sync) {
    public Wish {
      items = List.copyOf(items);
    }
  }

  /**
   * An open log.
   *
   * @param completed the items of the list that are completed
   * @param notice what was cut off, for the user
   */
  public record Opened(ItemLog log, Set<ItemKey> completed, Optional<String> notice) {}

  /**
   * Opens the log of a loop, or begins it. What the list does not have any more is dropped, by an
   * atomic rewrite; a torn tail is moved to FILE.torn.
   *
   * @param onBroken told once, on a thread of the log, when a grouped force has failed
   * @throws DamagedFileException if a record is not what was written; nothing is changed then
   * @throws BrokenFileException if it cannot be read or written
   */
  public static Opened open(Wish wish, Consumer<BrokenFileException> onBroken) {
    return open(wish, ItemHistory.of(wish.file()), onBroken);
  }

  /**
   * The same for a log that was read a moment ago.
   *
   * @param found what it holds; nobody has written to it since
   */
  public static Opened open(Wish wish, ItemHistory found, Consumer<BrokenFileException> onBroken) {
    return open(Disk.STEADY, wish, found, onBroken);
  }

  static Opened open(
      Disk disk, Wish wish, ItemHistory found, Consumer<BrokenFileException> onBroken) {
    Path path = wish.file();
    LineReader.Extent extent = found.extent;
    Optional<String> notice =
        extent != null && extent.torn()
            ? Optional.of(TornTail.cut(disk, path, extent))
            : Optional.empty();
    try {
      if (!found.isOf(wish.command())) {
        rewrite(disk, wish, List.of());
      } else if (found.retain(wish.items())) {
        rewrite(disk, wish, new ArrayList<>(found.records()));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", path, e);
    }
    try {
      LineFile file = new LineFile(path, disk.open(path), wish.sync(), onBroken);
      return new Opened(new ItemLog(file), found.completed(wish.command()), notice);
    } catch (IOException e) {
      throw BrokenFileException.cannot("open", path, e);
    }
  }

  /** A crash leaves the old file or the new one, and perhaps FILE.new. */
  private static void rewrite(Disk disk, Wish wish, List<ItemRecord> records) throws IOException {
    Path path = wish.file().toAbsolutePath();
    Path folder = Objects.requireNonNull(path.getParent());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    makeFolder(disk, folder);
    Files.deleteIfExists(fresh);
    try (DiskFile file = disk.open(fresh, StandardOpenOption.CREATE_NEW)) {
      ItemCodec codec = new ItemCodec();
      append(file, codec.header(wish.owner(), wish.command()));
      for (int from = 0; from < records.size(); from += BATCH) {
        int to = Math.min(from + BATCH, records.size());
        append(file, codec.records(records.subList(from, to)));
      }
      file.force();
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    disk.rename(fresh, path);
    disk.forceFolder(folder);
  }

  /** A folder that a power loss does not take away again. */
  private static void makeFolder(Disk disk, Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !DurableFiles.isUsed(folder)) {
      makeFolder(disk, parent);
      Files.createDirectories(folder);
      disk.forceFolder(parent);
    }
  }

  private static void append(DiskFile file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.append(bytes);
    }
  }

  /**
   * Writes how items ended with one write(2): a kill of this process loses nothing, a power loss
   * the last 50 ms at most.
   *
   * @throws BrokenFileException if that fails, or anything has failed before
   */
  public void append(List<ItemRecord> records) {
    file.append(codec.records(records));
  }

  /**
   * Forces and closes.
   *
   * @throws BrokenFileException if that fails for the first time
   */
  @Override
  public void close() {
    file.close();
  }
}
