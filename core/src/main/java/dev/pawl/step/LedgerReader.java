package dev.pawl.step;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.line.LineReader;
import dev.pawl.line.LineReader.Extent;
import dev.pawl.line.LineReader.Mark;
import dev.pawl.line.LineRule;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger again and again: only what was added, when the file has only grown, and else
 * wholly. The file is kept open, so that the number of its inode is not given to another one.
 */
final class LedgerReader implements AutoCloseable {
  /** So many bytes before the place where reading goes on must be as they were. */
  private static final int REMEMBERED = 256;

  private static final Extent NOTHING = new Extent(Mark.START, 0, 0);

  private final Path path;
  private final EntryCodec codec = new EntryCodec();

  private @Nullable RandomAccessFile file;
  private @Nullable Stat stat;
  private Extent extent = NOTHING;
  private byte[] remembered = {};

  /** What the lines before {@code extent.end} say, and what all good ones say. */
  private Snapshot ended = Snapshot.empty(codec);

  private Snapshot all = ended;

  LedgerReader(Path path) {
    this.path = path;
  }

  /** The file at its path: which one, how large, when written. */
  private record Stat(Object key, long size, FileTime written) {}

  /**
   * What is there now. Damage is looked at twice, the second time from the beginning: somebody may
   * be cutting off a torn tail, or have written the file anew.
   *
   * @throws DamagedFileException if a line is not good, and is no torn tail
   * @throws BrokenFileException if the file cannot be read
   */
  Snapshot read() {
    try {
      return readOnce();
    } catch (DamagedFileException e) {
      forget();
      return readOnce();
    }
  }

  private Snapshot readOnce() {
    try {
      Stat now = stat();
      if (now == null) {
        forget();
      } else if (!now.equals(stat)) {
        reread(now);
      }
      return all;
    } catch (IOException e) {
      forget();
      throw BrokenFileException.cannot("read", path, e);
    }
  }

  /** How far the good lines reach, as of the last look. */
  Extent extent() {
    return extent;
  }

  /** Which file was read; null when there is none. */
  @Nullable Object key() {
    return stat == null ? null : stat.key();
  }

  /** How many lines are not the last one of their step. */
  long deadLines() {
    return Math.max(0, extent.end().lines() - ended.size());
  }

  long lines() {
    return extent.end().lines();
  }

  /**
   * Takes over what this process has appended behind all that was read.
   *
   * @param bytes all of it, whole lines
   * @param entries one for each line
   */
  void appended(byte[] bytes, List<StepEntry> entries) throws IOException {
    Stat now = stat();
    Stat before = stat;
    long size = extent.good() + bytes.length;
    if (now == null || before == null || !now.key().equals(before.key()) || now.size() != size) {
      return; // somebody else has written: the next look sees both
    }
    ended = all.withLines(held(bytes, entries));
    all = ended;
    long lines = extent.end().lines() + (extent.open() ? 1 : 0) + entries.size();
    extent = new Extent(new Mark(size, lines), size, size);
    remembered = last(bytes);
    stat = now;
  }

  /** Own lines are held like those that are read, which takes less room than what was written. */
  private static List<HeldLine> held(byte[] bytes, List<StepEntry> entries) {
    List<HeldLine> lines = new ArrayList<>(entries.size());
    int from = bytes[0] == '\n' ? 1 : 0;
    for (StepEntry entry : entries) {
      int to = from;
      while (bytes[to] != '\n') {
        to++;
      }
      HeldLine line = OwnForm.held(bytes, from, to);
      lines.add(line == null ? HeldLine.of(entry) : line);
      from = to + 1;
    }
    return lines;
  }

  private void reread(Stat now) throws IOException {
    Stat from = now;
    if (!hasOnlyGrown(now)) {
      forget();
      from = open();
    }
    RandomAccessFile opened = Objects.requireNonNull(file);
    opened.seek(extent.end().offset());
    LastLines last = new LastLines();
    extent =
        LineReader.read(
            path, new FileInputStream(opened.getFD()), LineRule.MIXED, extent.end(), last);
    boolean unended = extent.open() && last.offset >= extent.end().offset();
    HeldLine newest = last.newest;
    if (newest != null && !unended) {
      last.lines.put(newest.name(), newest);
    }
    ended = ended.withLines(last.lines.values()).lookedAt();
    all = newest != null && unended ? ended.withLines(List.of(newest)) : ended;
    remember(opened);
    stat = from;
  }

  /** The last lines of steps, and the newest of all apart: it may not have ended yet. */
  private final class LastLines implements LineReader.Sink {
    final Map<StepName, HeldLine> lines = new LinkedHashMap<>();
    @Nullable HeldLine newest;
    long offset = -1;

    @Override
    public void line(LineReader.Line line) {
      HeldLine before = newest;
      if (before != null) {
        lines.put(before.name(), before);
      }
      offset = line.offset();
      try {
        HeldLine own = OwnForm.held(line.bytes(), line.from(), line.to());
        newest =
            own == null ? HeldLine.of(codec.decode(line.bytes(), line.from(), line.to())) : own;
      } catch (IllegalArgumentException e) {
        throw DamagedFileException.unreadable(
            path, line.number(), line.offset(), String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean hasOnlyGrown(Stat now) throws IOException {
    Stat before = stat;
    RandomAccessFile from = file;
    if (before == null || from == null || !now.key().equals(before.key())) {
      return false;
    }
    if (now.size() <= before.size()) {
      return false;
    }
    byte[] there = new byte[remembered.length];
    from.seek(extent.end().offset() - there.length);
    return from.read(there) == there.length && Arrays.equals(there, remembered);
  }

  private void remember(RandomAccessFile from) throws IOException {
    remembered = new byte[(int) Math.min(REMEMBERED, extent.end().offset())];
    from.seek(extent.end().offset() - remembered.length);
    from.readFully(remembered);
  }

  private static byte[] last(byte[] bytes) {
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - REMEMBERED), bytes.length);
  }

  /** Opens the file that is at the path before and after. */
  private Stat open() throws IOException {
    while (true) {
      Stat before = stat();
      file = new RandomAccessFile(path.toFile(), "r");
      Stat after = stat();
      if (before != null && after != null && before.key().equals(after.key())) {
        return before;
      }
      close();
    }
  }

  private @Nullable Stat stat() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        throw DiskProblem.noFile(path);
      }
      return new Stat(Objects.requireNonNull(now.fileKey()), now.size(), now.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Begins again at the next look. */
  void forget() {
    stat = null;
    extent = NOTHING;
    remembered = new byte[0];
    ended = Snapshot.empty(codec);
    all = ended;
    close();
  }

  @Override
  public void close() {
    RandomAccessFile opened = file;
    file = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        // it was only read
      }
    }
  }
}
