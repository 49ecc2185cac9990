package dev.pawl.ledger;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Checksum;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.line.LineFile;
import dev.pawl.line.LineReader;
import dev.pawl.line.Timestamps;
import dev.pawl.line.TornTail;
import dev.pawl.model.Project.Sync;
import dev.pawl.step.StepName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The item log of one step, {@code .pawl/items/STEP.jsonl}: a header, then a line per completed
 * item, with the same fields as those of a loop of jobs.
 *
 * <pre>
 * {"items_of":"demo/pages","key":"{..}","crc":"5ab1c8f0"}
 * {"item":"page-7","occurrence":1,"index":7,"outcome":"succeeded","attempts":1,"at":"2026-11-20T15:47:41.120Z","crc":"9f3c2a10"}
 * </pre>
 *
 * <p>Belongs to whoever holds the step. A torn tail is moved to FILE.torn.
 */
final class ItemLog implements AutoCloseable {
  private static final String SUCCEEDED = "succeeded";

  private final JsonWriter out = new JsonWriter(false);
  private final Timestamps times = new Timestamps();
  private final Set<ItemKey> completed = new HashSet<>();
  private final Path path;
  private final LineFile file;
  private boolean closed;

  private ItemLog(Path path, LineFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens the log of a step, or begins it.
   *
   * @throws DamagedFileException if a line is not what was written; nothing is changed then
   * @throws BrokenFileException if it cannot be read or written
   */
  static ItemLog open(Path path, String step, String key, Consumer<String> notices) {
    Reading reading = Files.exists(path) ? read(path, notices) : new Reading(path);
    boolean continues = key.equals(reading.key);
    if (!continues) {
      delete(path);
    }
    try {
      Files.createDirectories(folder(path));
      LineFile file =
          new LineFile(
              path,
              Disk.STEADY.open(path, StandardOpenOption.CREATE),
              Sync.GROUPED,
              broken -> notices.accept(String.valueOf(broken.getMessage())));
      ItemLog log = new ItemLog(path, file);
      if (continues) {
        log.completed.addAll(reading.completed);
      } else {
        log.begin(step, key);
      }
      return log;
    } catch (IOException e) {
      throw BrokenFileException.cannot("open", path, e);
    }
  }

  /**
   * Where the log of a step is. Characters that a file should not be called by stand as percent and
   * two hex digits.
   */
  static Path path(Path project, StepName step) {
    StringBuilder file = new StringBuilder();
    for (byte b : step.value().getBytes(StandardCharsets.UTF_8)) {
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

  private static Path folder(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** Forgets all items, also after a power loss. */
  static void delete(Path path) {
    try {
      if (Files.deleteIfExists(path)) {
        Disk.STEADY.forceFolder(folder(path));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("delete", path, e);
    }
  }

  private static final class Reading implements LineReader.Sink {
    private final Path path;
    private final Set<ItemKey> completed = new HashSet<>();
    private @Nullable String key;

    Reading(Path path) {
      this.path = path;
    }

    @Override
    public void line(LineReader.Line line) {
      try {
        JsonObject fields = Json.object(line.bytes(), line.from(), line.to());
        if (line.number() == 1) {
          key = fields.text("key");
        } else if (fields.text("outcome").equals(SUCCEEDED)) {
          completed.add(new ItemKey(fields.text("item"), fields.smallNumber("occurrence")));
        }
      } catch (IllegalArgumentException e) {
        throw DamagedFileException.unreadable(
            path, line.number(), line.offset(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static Reading read(Path path, Consumer<String> notices) {
    Reading reading = new Reading(path);
    LineReader.Extent extent = LineReader.read(path, reading);
    if (extent.torn()) {
      notices.accept(TornTail.cut(Disk.STEADY, path, extent));
    }
    return reading;
  }

  private void begin(String step, String key) throws IOException {
    out.clear();
    out.object().name("items_of").value(step);
    out.name("key").value(key);
    append();
    Disk.STEADY.forceFolder(folder(path));
  }

  /** The items that are completed. */
  synchronized Set<ItemKey> completed() {
    return Set.copyOf(completed);
  }

  /**
   * Writes that an item is completed: a kill of this process does not lose that, a power loss may
   * within 50 ms.
   *
   * @return how many are
   * @throws IllegalStateException if the step is over
   */
  synchronized int complete(ItemKey item, int index, Instant at) {
    if (closed) {
      throw new IllegalStateException("the step is over: " + path);
    }
    if (completed.contains(item)) {
      return completed.size();
    }
    out.clear();
    out.object().name("item").value(item.name());
    out.name("occurrence").value(item.occurrence());
    out.name("index").value(index);
    out.name("outcome").value(SUCCEEDED);
    out.name("attempts").value(1);
    out.name("at").value(times.format(at));
    append();
    completed.add(item);
    return completed.size();
  }

  private void append() {
    Checksum.close(out, 0);
    out.raw('\n');
    file.append(out.written());
  }

  /** Forces and closes. */
  @Override
  public synchronized void close() {
    closed = true;
    file.close();
  }
}
