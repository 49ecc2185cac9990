package dev.pawl.step;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.LineFile;
import dev.pawl.line.TornTail;
import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a project, {@code .pawl/state.jsonl}; its lines are drawn in {@code EntryCodec}.
 *
 * <p>Any number of threads and processes may use it at once. A change is one read-change-write
 * under the lock {@code .pawl/locks/ledger}; the file is opened anew when somebody has compacted
 * it. Nothing is created before the first change.
 *
 * <p>After a write or a force that failed, every change throws the same {@link
 * BrokenFileException}: nothing is tried again, and the next process reads what is really there.
 */
public final class StepLedger implements AutoCloseable {
  /** Smaller files are not worth a compaction. */
  private static final long FEWEST_LINES = 1_000;

  private final Path path;
  private final Disk disk;
  private final Sync sync;
  private final Consumer<String> notices;
  private final LedgerLock lock;
  private final LedgerReader reader;
  private final Compaction compaction;
  private final EntryCodec codec = new EntryCodec();

  /** Held by the thread that uses any of the others. */
  private final ReentrantLock turn = new ReentrantLock();

  private @Nullable LineFile writer;
  private @Nullable Object writerKey;
  private @Nullable BrokenFileException broken;
  private boolean changing;
  private long nextCompaction = FEWEST_LINES;

  private StepLedger(Path project, Disk disk, Sync sync, Consumer<String> notices) {
    Path pawl = project.resolve(".pawl");
    this.path = pawl.resolve("state.jsonl");
    this.disk = disk;
    this.sync = sync;
    this.notices = notices;
    this.lock = new LedgerLock(pawl);
    this.reader = new LedgerReader(path);
    this.compaction = new Compaction(disk, path);
  }

  /**
   * The ledger of a project. Reads and creates nothing yet.
   *
   * @param project the folder that holds {@code .pawl}
   * @param notices told, in one line each, what a user should hear of: a torn tail that was cut
   *     off, a compaction that did not succeed. Called by the thread that changes the ledger.
   */
  public static StepLedger open(Path project, Sync sync, Consumer<String> notices) {
    return open(project, Disk.STEADY, sync, notices);
  }

  static StepLedger open(Path project, Disk disk, Sync sync, Consumer<String> notices) {
    return new StepLedger(project, disk, sync, notices);
  }

  /**
   * What the ledger holds now, as far as its lines are whole. Takes no lock of the kernel and
   * changes no byte; reads only what was added since the last look.
   *
   * @throws DamagedFileException if there is damage before good lines
   * @throws BrokenFileException if the file cannot be read
   */
  public Snapshot look() {
    turn.lock();
    try {
      return reader.read();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Changes the ledger: waits for the lock, reads what others have written, asks for the lines to
   * add, and appends them with one write(2). When this returns, a kill of this process loses
   * nothing; a power loss may lose the last 50 ms, with {@link Sync#ALWAYS} nothing. When the
   * function throws, nothing is written.
   *
   * @param change must be short, since everybody else waits; must not change this ledger itself
   * @return what the function returned
   * @throws DamagedFileException if there is damage before good lines; nothing is changed then
   * @throws BrokenFileException if the file cannot be read or written
   */
  public <T> T change(Function<Draft, T> change) {
    return locked(() -> {
      Draft draft = new Draft(heal());
      T result = change.apply(draft);
      append(draft.lines());
      compactIfWorthIt();
      return result;
    });
  }

  /**
   * Rewrites the file with the last line of every step only, as it stands; a kill or a power loss
   * at any moment leaves the old file or the new one.
   *
   * @return how many lines are gone
   * @throws DamagedFileException if there is damage before good lines; nothing is changed then
   * @throws BrokenFileException if a step failed; before the last one the old file is in place
   */
  public long compact() {
    return locked(() -> {
      heal();
      return compactNow();
    });
  }

  /**
   * Forces what was appended to the disk.
   *
   * @throws BrokenFileException if that fails, or anything has failed before
   */
  public void sync() {
    turn.lock();
    try {
      refuseIfBroken();
      if (writer != null) {
        writer.force();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Forces and closes. A broken ledger is closed in silence; a second call does nothing. */
  @Override
  public void close() {
    turn.lock();
    try {
      closeWriter();
    } finally {
      try {
        reader.close();
        lock.close();
      } catch (IOException e) {
        // the lock is free when its file is closed, however that went
      }
      turn.unlock();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T locked(Work<T> work) {
    turn.lock();
    try {
      if (changing) {
        throw new IllegalStateException("a change of the ledger within a change");
      }
      refuseIfBroken();
      changing = true;
      lock.take();
      return work.run();
    } catch (IOException e) {
      throw BrokenFileException.cannot("lock or write", path, e);
    } finally {
      changing = false;
      release();
      turn.unlock();
    }
  }

  private void release() {
    try {
      lock.release();
    } catch (IOException e) {
      notices.accept("the lock of " + path + " could not be given back: " + e.getMessage());
    }
  }

  /** What is there now, after a torn tail was cut off. */
  private Snapshot heal() {
    Snapshot now = reader.read();
    if (!reader.extent().torn()) {
      return now;
    }
    notices.accept(poisoning(() -> TornTail.cut(disk, path, reader.extent())));
    return reader.read();
  }

  /** Does what must never be tried again when it failed. */
  private <T> T poisoning(Work<T> work) {
    try {
      return work.run();
    } catch (BrokenFileException e) {
      broken = e;
      throw e;
    } catch (IOException e) {
      BrokenFileException failure = BrokenFileException.cannot("write", path, e);
      broken = failure;
      throw failure;
    }
  }

  private void append(List<StepEntry> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    LineFile file = poisoning(this::writer);
    byte[] bytes = bytes(codec.encode(lines));
    poisoning(() -> {
      file.append(ByteBuffer.wrap(bytes));
      return file;
    });
    reader.appended(bytes, lines);
  }

  /** The lines, behind the end of a last line that has none. */
  private byte[] bytes(ByteBuffer lines) {
    int more = reader.extent().open() ? 1 : 0;
    byte[] bytes = new byte[lines.remaining() + more];
    bytes[0] = '\n';
    lines.get(bytes, more, lines.remaining());
    return bytes;
  }

  /** The writing end of the file that was read last, created if there is none. */
  private LineFile writer() throws IOException {
    if (reader.key() == null) {
      disk.open(path, StandardOpenOption.CREATE).close();
      disk.forceFolder(Objects.requireNonNull(path.getParent()));
      reader.read();
    }
    LineFile known = writer;
    if (known != null && Objects.equals(writerKey, reader.key())) {
      return known;
    }
    closeWriter();
    LineFile opened = new LineFile(path, disk.open(path), sync, this::forceFailed);
    writer = opened;
    writerKey = reader.key();
    return opened;
  }

  private void forceFailed(BrokenFileException failure) {
    notices.accept(String.valueOf(failure.getMessage()));
  }

  private void closeWriter() {
    LineFile known = writer;
    writer = null;
    if (known != null) {
      known.close();
    }
  }

  private void compactIfWorthIt() {
    if (reader.lines() < nextCompaction || 2 * reader.deadLines() <= reader.lines()) {
      return;
    }
    try {
      compactNow();
      nextCompaction = FEWEST_LINES;
    } catch (BrokenFileException e) {
      refuseIfBroken();
      nextCompaction = 2 * reader.lines();
      notices.accept(e.getMessage() + "; the ledger goes on uncompacted");
    }
  }

  private long compactNow() {
    long before = reader.lines();
    if (reader.key() == null) {
      return 0;
    }
    compaction.replace();
    poisoning(() -> {
      closeWriter();
      compaction.settle();
      return compaction;
    });
    return before - rereadLines();
  }

  private long rereadLines() {
    reader.read();
    return reader.lines();
  }

  private void refuseIfBroken() {
    BrokenFileException known = broken;
    if (known != null) {
      throw known;
    }
  }
}
