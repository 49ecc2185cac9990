package dev.pawl.content;

import dev.pawl.content.Table.Row;
import dev.pawl.posix.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered between runs: {@code .pawl/hashes}, a {@link Table} of three kinds of rows.
 *
 * <pre>
 * key                                    value
 * path in the project ("src/Main.java")  size, mtime, ctime (ns), inode: 8 bytes each; hash: 16
 * NUL and the 16 bytes of a hash         the manifest of that content, see {@link Manifest}
 * NUL, NUL and the 16 bytes of a hash    a finding under a topic, see {@link Finding}
 * </pre>
 *
 * <p>Only settled files are kept ({@link FileStamp}). A row that was not used for {@value
 * #DAYS_KEPT} days is dropped when the file is written, and the least recently used ones when there
 * are more than {@value #MOST_ROWS} rows or {@value #MOST_BYTES} bytes. May be used by several
 * threads.
 */
final class HashCache {
  private static final int DAYS_KEPT = 30;
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_BYTES = 128 << 20;
  private static final int LARGEST_ROW = 16 << 20;

  /** For so long the file may tell an earlier day of use than it was. */
  private static final int DAYS_BETWEEN_MARKS = 7;

  private static final int HASH = 32;
  private static final int FILE_VALUE = 48;

  private final CacheFile file;
  private final InstantSource clock;
  private final boolean trusting;
  private final Map<Key, Supplier<byte[]>> learned = new HashMap<>();
  private Table known;
  private byte[] used;

  HashCache(Path project, InstantSource clock) {
    this(project, clock, true);
  }

  private HashCache(Path project, InstantSource clock, boolean trusting) {
    this.clock = clock;
    this.trusting = trusting;
    file = new CacheFile(project.resolve(ProjectPath.PAWL).resolve("hashes"));
    known = file.read();
    used = new byte[known.slots()];
  }

  /** A cache that believes of files only what it has learned itself. */
  static HashCache distrusting(Path project, InstantSource clock) {
    return new HashCache(project, clock, false);
  }

  private record Key(byte[] bytes, int hash) {
    static Key of(byte[] bytes) {
      return new Key(bytes, Arrays.hashCode(bytes));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The hash of an unchanged file; null if it must be read. */
  synchronized @Nullable Hash hash(byte[] path, FileStatus status) {
    if (!learned.isEmpty()) {
      Supplier<byte[]> value = learned.get(Key.of(path));
      if (value != null) {
        ByteBuffer numbers = ByteBuffer.wrap(value.get()).order(ByteOrder.LITTLE_ENDIAN);
        return isSame(status, numbers.getLong(0), numbers.getLong(8), numbers.getLong(16))
                && status.inode() == numbers.getLong(24)
            ? new Hash(numbers.getLong(HASH), numbers.getLong(HASH + 8))
            : null;
      }
    }
    int slot = trusting ? known.find(path) : -1;
    if (slot < 0
        || known.row(slot).length() != FILE_VALUE
        || !isSame(status, known.number(slot, 0), known.number(slot, 8), known.number(slot, 16))
        || status.inode() != known.number(slot, 24)) {
      return null;
    }
    used[slot] = 1;
    return new Hash(known.number(slot, HASH), known.number(slot, HASH + 8));
  }

  private static boolean isSame(FileStatus status, long size, long modified, long changed) {
    return status.size() == size && status.modified() == modified && status.changed() == changed;
  }

  /** Remembers the hash of a settled file. */
  synchronized void learn(byte[] path, FileStamp stamp, Hash hash) {
    ByteBuffer value = ByteBuffer.allocate(FILE_VALUE).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(stamp.size()).putLong(stamp.modified()).putLong(stamp.changed());
    value.putLong(stamp.inode()).putLong(hash.high()).putLong(hash.low());
    learned.put(Key.of(path), value::array);
  }

  /** Remembers what a content is made of, if it does not yet; made into bytes only when saved. */
  synchronized void learn(Hash content, Supplier<byte[]> manifest) {
    byte[] key = key(content);
    int slot = known.find(key);
    if (slot >= 0) {
      used[slot] = 1;
    } else {
      learned.putIfAbsent(Key.of(key), manifest);
    }
  }

  /**
   * The stamp by which a file is known that holds this; null if it is not known, or none is safe.
   */
  synchronized @Nullable FileStamp stamp(byte[] path, Hash hash) {
    Supplier<byte[]> value = learned.get(Key.of(path));
    ByteBuffer row;
    if (value != null) {
      row = ByteBuffer.wrap(value.get());
    } else {
      int slot = trusting ? known.find(path) : -1;
      if (slot < 0 || known.row(slot).length() != FILE_VALUE) {
        return null;
      }
      Row found = known.row(slot);
      row = ByteBuffer.wrap(found.values(), found.at(), found.length()).slice();
    }
    row.order(ByteOrder.LITTLE_ENDIAN);
    boolean same = row.getLong(HASH) == hash.high() && row.getLong(HASH + 8) == hash.low();
    return same
        ? new FileStamp(row.getLong(0), row.getLong(8), row.getLong(16), row.getLong(24))
        : null;
  }

  /** Remembers a finding, in the place of the last one under that key. */
  synchronized void learn(byte[] key, byte[] finding) {
    learned.put(Key.of(key), () -> finding);
  }

  /** The manifest of a content; null if it is not remembered. */
  synchronized byte @Nullable [] manifest(Hash content) {
    byte[] key = key(content);
    Supplier<byte[]> value = learned.get(Key.of(key));
    if (value != null) {
      return value.get();
    }
    int slot = known.find(key);
    if (slot < 0) {
      return null;
    }
    used[slot] = 1;
    Row row = known.row(slot);
    return Arrays.copyOfRange(row.values(), row.at(), row.at() + row.length());
  }

  private static byte[] key(Hash content) {
    return ByteBuffer.allocate(17).putLong(1, content.high()).putLong(9, content.low()).array();
  }

  /** Writes the file anew if there is something to add, or to tell about its use. */
  synchronized void save() throws IOException {
    int today = today();
    if (learned.isEmpty() && !isUseToBeTold(today)) {
      return;
    }
    if (file.hasChanged()) {
      known = file.read();
      used = new byte[known.slots()];
    }
    Table table = Table.of(bounded(rows(today)));
    file.write(table);
    known = table;
    used = new byte[known.slots()];
    learned.clear();
  }

  private int today() {
    return (int) clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  private boolean isUseToBeTold(int today) {
    for (int slot = 0; slot < used.length; slot++) {
      if (used[slot] != 0 && known.day(slot) < today - DAYS_BETWEEN_MARKS) {
        return true;
      }
    }
    return false;
  }

  private List<Row> rows(int today) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Key, Supplier<byte[]>> entry : learned.entrySet()) {
      rows.add(Row.of(today, entry.getKey().bytes(), entry.getValue().get()));
    }
    for (int slot = 0; slot < used.length; slot++) {
      if (known.isUsed(slot)) {
        Row row = known.row(slot);
        int day = used[slot] != 0 ? today : row.day();
        if (day >= today - DAYS_KEPT && !learned.containsKey(Key.of(row.key()))) {
          rows.add(row.usedOn(day));
        }
      }
    }
    return rows;
  }

  private static List<Row> bounded(List<Row> rows) {
    rows.removeIf(row -> row.size() > LARGEST_ROW || row.keyLength() > 0xffff);
    long bytes = rows.stream().mapToLong(Row::size).sum();
    if (rows.size() <= MOST_ROWS && bytes <= MOST_BYTES) {
      return rows;
    }
    rows.sort(Comparator.comparingInt(Row::day).reversed());
    long kept = 0;
    int count = 0;
    while (count < Math.min(rows.size(), MOST_ROWS) && kept <= MOST_BYTES) {
      kept += rows.get(count++).size();
    }
    return rows.subList(0, count);
  }
}
