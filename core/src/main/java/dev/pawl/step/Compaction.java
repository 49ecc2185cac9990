package dev.pawl.step;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.DiskFile;
import dev.pawl.line.LineReader;
import dev.pawl.line.LineReader.Mark;
import dev.pawl.line.LineRule;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the last line of every step to a new file, as it stands, and puts that into the place of
 * the old one. The caller holds the lock.
 *
 * <p>A crash leaves the old file or the new one, and perhaps {@code state.jsonl.new}, which the
 * next compaction begins again.
 */
final class Compaction {
  private static final int CHUNK = 1 << 18;

  private final Disk disk;
  private final Path path;
  private final Path fresh;
  private final EntryCodec codec = new EntryCodec();

  Compaction(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
    this.fresh = path.resolveSibling(path.getFileName() + ".new");
  }

  /**
   * Puts a new file into the place of the old one.
   *
   * @throws BrokenFileException if that failed; the old file is in its place then
   */
  void replace() {
    try {
      Files.deleteIfExists(fresh);
      write(liveLines());
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(path));
      disk.rename(fresh, path);
    } catch (IOException e) {
      discard();
      throw BrokenFileException.cannot("compact", path, e);
    }
  }

  /**
   * Makes sure that a power loss does not bring the old file back.
   *
   * @throws BrokenFileException if that failed
   */
  void settle() {
    try {
      disk.forceFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw BrokenFileException.cannot("compact", path, e);
    }
  }

  private void discard() {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      // the next compaction begins it again
    }
  }

  /** The numbers of the lines that are the last ones of their steps. */
  private Set<Long> liveLines() throws IOException {
    Map<String, Long> last = new HashMap<>();
    each(line -> last.put(codec.step(line.bytes(), line.from(), line.to()), line.number()));
    return new HashSet<>(last.values());
  }

  private void write(Set<Long> live) throws IOException {
    try (DiskFile file = disk.open(fresh, StandardOpenOption.CREATE_NEW)) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK);
      each(line -> {
        if (live.contains(line.number())) {
          chunk.write(line.bytes(), line.from(), line.to() - line.from());
          chunk.write('\n');
        }
        if (chunk.size() >= CHUNK) {
          append(file, chunk);
        }
      });
      append(file, chunk);
      file.force();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void append(DiskFile file, ByteArrayOutputStream chunk) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk.toByteArray());
    chunk.reset();
    try {
      while (bytes.hasRemaining()) {
        file.append(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void each(LineReader.Sink sink) throws IOException {
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      LineReader.read(path, in, LineRule.MIXED, Mark.START, sink);
    }
  }
}
