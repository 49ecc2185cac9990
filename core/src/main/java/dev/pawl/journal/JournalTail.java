package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.LineReader;
import dev.pawl.line.LineReader.Mark;
import dev.pawl.line.LineRule;
import dev.pawl.run.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads on in the journal of a run while somebody writes it: no lock, no change. */
public final class JournalTail {
  private final Path file;
  private final List<Entry> fresh = new ArrayList<>();
  private final FileJournal.Collector collector;
  private Mark end = Mark.START;

  /** From the beginning of a journal. */
  public JournalTail(Path file) {
    this.file = file;
    this.collector = new FileJournal.Collector(file, fresh::add);
  }

  /**
   * The entries that have come since the last call; one that is being written comes with the next.
   *
   * @throws DamagedFileException if there is damage before good lines
   * @throws BrokenFileException if the file cannot be read
   */
  public List<Entry> more() {
    fresh.clear();
    try {
      if (Files.size(file) > end.offset()) {
        try (InputStream in = Files.newInputStream(file)) {
          in.skipNBytes(end.offset());
          end = LineReader.read(file, in, LineRule.SEALED, end, collector).end();
        }
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", file, e);
    }
    return List.copyOf(fresh);
  }
}
