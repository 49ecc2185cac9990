package dev.pawl.item;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.LineReader;
import dev.pawl.model.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an item log says: of an item the last line. */
public final class ItemHistory {
  private final Map<ItemKey, ItemRecord> records = new LinkedHashMap<>();
  final LineReader.@Nullable Extent extent;
  private @Nullable String command;
  private @Nullable Set<ItemKey> completed;

  private ItemHistory(@Nullable Path path) {
    this.extent = path == null ? null : LineReader.read(path, new Lines(path));
  }

  /** No log, or one that counts for nothing any more. */
  public static ItemHistory none() {
    return new ItemHistory(null);
  }

  /**
   * Reads a log that may not be there. Changes no byte; a torn tail is passed over.
   *
   * @throws DamagedFileException if a record is not what was written
   * @throws BrokenFileException if it cannot be read
   */
  public static ItemHistory of(Path path) {
    return new ItemHistory(Files.notExists(path) ? null : path);
  }

  /** Whether it is {@link #none}. */
  public boolean isNone() {
    return extent == null;
  }

  /** Whether it is of this command; see {@link ItemLog.Wish}. */
  boolean isOf(String other) {
    return other.equals(command);
  }

  /** The items that are completed, as far as it is of this command. */
  public Set<ItemKey> completed(String ofCommand) {
    if (!isOf(ofCommand)) {
      return Set.of();
    }
    Set<ItemKey> known = completed;
    if (known == null) {
      known = succeeded();
      completed = known;
    }
    return known;
  }

  private Set<ItemKey> succeeded() {
    Set<ItemKey> succeeded = HashSet.newHashSet(records.size());
    for (ItemRecord record : records.values()) {
      if (record.outcome() == JobStatus.SUCCEEDED) {
        succeeded.add(record.key());
      }
    }
    return Collections.unmodifiableSet(succeeded);
  }

  /** Forgets what the list does not have any more; whether there was such a thing. */
  boolean retain(List<ItemKey> items) {
    int found = 0;
    for (ItemKey item : items) {
      found += records.containsKey(item) ? 1 : 0;
    }
    if (found == records.size()) {
      return false;
    }
    records.keySet().retainAll(new HashSet<>(items));
    completed = null;
    return true;
  }

  /** The last record of every item. */
  Collection<ItemRecord> records() {
    return records.values();
  }

  private final class Lines implements LineReader.Sink {
    private final ItemCodec codec = new ItemCodec();
    private final Path path;

    Lines(Path path) {
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
}
