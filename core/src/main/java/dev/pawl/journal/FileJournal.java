package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.DiskFile;
import dev.pawl.line.LineFile;
import dev.pawl.line.LineReader;
import dev.pawl.line.TornTail;
import dev.pawl.model.Project.Sync;
import dev.pawl.run.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A {@link Journal} as a {@link LineFile} of events. */
final class FileJournal implements Journal {
  private final LineFile file;
  private final EventCodec codec = new EventCodec();
  private long seq;

  private FileJournal(LineFile file, long seq) {
    this.file = file;
    this.seq = seq;
  }

  static Journal create(Disk disk, Path path, Sync sync, Consumer<BrokenFileException> onBroken) {
    try {
      DiskFile file = disk.open(path, StandardOpenOption.CREATE_NEW);
      disk.forceFolder(folder(path));
      return new FileJournal(new LineFile(path, file, sync, onBroken), 0);
    } catch (IOException e) {
      throw BrokenFileException.cannot("create", path, e);
    }
  }

  static Reopened reopen(Disk disk, Path path, Sync sync, Consumer<BrokenFileException> onBroken) {
    List<Entry> entries = new ArrayList<>();
    LineReader.Extent extent = LineReader.read(path, new Collector(path, entries::add));
    Optional<String> notice =
        extent.torn() ? Optional.of(TornTail.cut(disk, path, extent)) : none();
    try {
      DiskFile file = disk.open(path);
      LineFile lines = new LineFile(path, file, sync, onBroken);
      return new Reopened(new FileJournal(lines, entries.size()), entries, notice);
    } catch (IOException e) {
      throw BrokenFileException.cannot("open", path, e);
    }
  }

  /** Damage is looked at twice: a writer may be cutting a torn tail off and going on behind it. */
  static Replayed read(Path path) {
    try {
      return readOnce(path);
    } catch (DamagedFileException e) {
      return readOnce(path);
    }
  }

  private static Replayed readOnce(Path path) {
    List<Entry> entries = new ArrayList<>();
    LineReader.Extent extent = LineReader.read(path, new Collector(path, entries::add));
    return new Replayed(entries, extent.torn());
  }

  static Optional<Span> span(Path path) {
    List<Entry> ends = new ArrayList<>();
    LineReader.read(
        path,
        new Collector(
            path,
            entry -> {
              if (ends.size() == 2) {
                ends.removeLast();
              }
              ends.add(entry);
            }));
    return ends.isEmpty()
        ? Optional.empty()
        : Optional.of(new Span(ends.getFirst(), ends.getLast()));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  @Override
  public void append(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.seq() != seq + 1) {
        throw new IllegalStateException("entry " + entry.seq() + " after " + seq);
      }
      seq = entry.seq();
    }
    file.append(codec.encode(entries));
  }

  @Override
  public void sync() {
    file.force();
  }

  @Override
  public void close() {
    file.close();
  }

  /** Turns lines into entries; every whole line counts, so a gap is damage wherever it is. */
  static final class Collector implements LineReader.Sink {
    private final Path path;
    private final Consumer<Entry> entries;
    private final EventCodec codec = new EventCodec();
    private long seq;

    Collector(Path path, Consumer<Entry> entries) {
      this.path = path;
      this.entries = entries;
    }

    @Override
    public void line(LineReader.Line line) {
      Entry entry = decoded(line);
      long expected = seq + 1;
      if (entry.seq() != expected) {
        throw DamagedFileException.at(
            path, line.number(), line.offset(), "seq " + expected, "seq " + entry.seq());
      }
      seq = expected;
      entries.accept(entry);
    }

    private Entry decoded(LineReader.Line line) {
      try {
        return codec.decode(line.bytes(), line.from(), line.to());
      } catch (IllegalArgumentException e) {
        throw DamagedFileException.unreadable(
            path, line.number(), line.offset(), String.valueOf(e.getMessage()));
      }
    }
  }
}
