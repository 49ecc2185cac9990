package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.model.Project.Sync;
import dev.pawl.run.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The events of one run: a file that only grows. Owned by one thread; whoever writes holds the lock
 * of the run.
 *
 * <p>After a write or a force that failed, every call throws the same {@link BrokenFileException}:
 * nothing is tried again, and the next start reads what is really there.
 */
public interface Journal extends AutoCloseable {
  /**
   * Starts the journal of a new run. The file and its name are on the disk when this returns.
   *
   * @param file must not exist; its folder must
   * @param onBroken told once, on the journal's own thread, when a grouped force has failed; what
   *     fails inside a call is thrown by that call instead
   * @throws BrokenFileException if the file exists or cannot be created
   */
  static Journal create(Path file, Sync sync, Consumer<BrokenFileException> onBroken) {
    return FileJournal.create(Disk.REAL, file, sync, onBroken);
  }

  /**
   * Goes on with a journal whose writer is gone. A torn tail is moved to FILE.torn first.
   *
   * @throws DamagedFileException if there is damage before good lines; nothing is changed then
   * @throws BrokenFileException if the file cannot be read, or its tail not be moved
   */
  static Reopened reopen(Path file, Sync sync, Consumer<BrokenFileException> onBroken) {
    return FileJournal.reopen(Disk.REAL, file, sync, onBroken);
  }

  /**
   * Looks at a journal, also while another process writes it: no lock, no change.
   *
   * @throws DamagedFileException if there is damage before good lines
   * @throws BrokenFileException if the file cannot be read
   */
  static Replayed read(Path file) {
    return FileJournal.read(file);
  }

  /**
   * Reads a journal through, as {@link #read} does, and keeps no more than its first and its last
   * entry. Empty when there is no whole entry.
   *
   * @throws DamagedFileException if there is damage before good lines
   * @throws BrokenFileException if the file cannot be read
   */
  static Optional<Span> span(Path file) {
    return FileJournal.span(file);
  }

  /**
   * Writes the entries of a turn with one write(2). When this returns, a kill of this process loses
   * nothing; a power loss may lose the last 50 ms, with {@link Sync#ALWAYS} nothing.
   *
   * @param entries their numbers follow the last one's without a gap; times are kept to the
   *     millisecond
   */
  void append(List<Entry> entries);

  /** Forces what was appended to the disk; before a run reports its end. */
  void sync();

  /** Forces and closes. A broken journal is closed in silence; a second call does nothing. */
  @Override
  void close();

  /**
   * A journal that can be written again.
   *
   * @param entries all that it holds
   * @param notice what was cut off, for the user; empty when nothing was
   */
  record Reopened(Journal journal, List<Entry> entries, Optional<String> notice) {}

  /**
   * What a journal holds.
   *
   * @param torn whether an incomplete record at its end was left out
   */
  record Replayed(List<Entry> entries, boolean torn) {}

  /** How a journal begins and how it ends; the same entry twice when there is one only. */
  record Span(Entry first, Entry last) {}
}
