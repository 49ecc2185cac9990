package dev.pawl.item;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.LineFile;
import dev.pawl.line.LineReader;
import dev.pawl.line.TornTail;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The item log of one loop, open for its lines; see {@link ItemCodec} for the form. */
public final class ItemLog implements AutoCloseable {
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
   * @param fresh whether it begins anew whatever it holds
   */
  public record Wish(
      Path file, String owner, String command, List<ItemKey> items, boolean fresh, Sync sync) {}

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
    Path path = wish.file();
    Contents found = Files.exists(path) ? read(path) : new Contents(path);
    Set<ItemKey> wanted = new HashSet<>(wish.items());
    if (wish.fresh() || !wish.command().equals(found.command)) {
      found.records.clear();
      rewrite(wish, found);
    } else if (found.records.keySet().retainAll(wanted)) {
      rewrite(wish, found);
    }
    Set<ItemKey> completed = new HashSet<>();
    for (ItemRecord record : found.records.values()) {
      if (record.outcome() == JobStatus.SUCCEEDED) {
        completed.add(record.key());
      }
    }
    try {
      LineFile file = new LineFile(path, Disk.STEADY.open(path), wish.sync(), onBroken);
      return new Opened(new ItemLog(file), completed, Optional.ofNullable(found.notice));
    } catch (IOException e) {
      throw BrokenFileException.cannot("open", path, e);
    }
  }

  /** What a log holds; of an item the last line. */
  private static final class Contents implements LineReader.Sink {
    private final ItemCodec codec = new ItemCodec();
    private final Map<ItemKey, ItemRecord> records = new LinkedHashMap<>();
    private final Path path;
    private @Nullable String command;
    private @Nullable String notice;

    Contents(Path path) {
      this.path = path;
    }

    @Override
    public void line(LineReader.Line line) {
      try {
        if (line.number() == 1) {
          command = codec.key(line).orElse(null);
        } else {
          ItemRecord record = codec.record(line);
          records.put(record.key(), record);
        }
      } catch (IllegalArgumentException e) {
        throw DamagedFileException.unreadable(
            path, line.number(), line.offset(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static Contents read(Path path) {
    Contents contents = new Contents(path);
    LineReader.Extent extent = LineReader.read(path, contents);
    contents.notice = extent.torn() ? TornTail.cut(Disk.STEADY, path, extent) : null;
    return contents;
  }

  private static void rewrite(Wish wish, Contents contents) {
    ByteBuffer bytes =
        new ItemCodec().file(wish.owner(), wish.command(), contents.records.values());
    byte[] whole = new byte[bytes.remaining()];
    bytes.get(whole);
    try {
      Path folder = wish.file().toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      DurableFiles.replace(wish.file(), whole);
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", wish.file(), e);
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

  /** Forces and closes. */
  @Override
  public void close() {
    file.close();
  }
}
