package dev.pawl.item;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.LineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An item whose process is about to start, for whoever finds that process, or what it has left:
 *
 * <pre>
 * {"item":"a.csv","occurrence":1,"content":"9a0c..","index":7,"attempt":1,"command":"77e1c0..","at":"2026-11-20T15:47:41.120Z","crc":"9f3c2a10"}
 * </pre>
 *
 * @param index its place in the list then, from 1
 * @param command as of {@link ItemLog.Wish}
 */
public record ItemStart(ItemKey key, int index, int attempt, String command, Instant at) {
  /** Makes a file of it. */
  public void write(Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer line = new ItemCodec().start(this);
      while (line.hasRemaining()) {
        out.write(line);
      }
    }
  }

  /** What a file holds; empty when that is not the whole of it, so that no process has started. */
  public static Optional<ItemStart> read(Path file) {
    List<ItemStart> found = new ArrayList<>(1);
    try {
      LineReader.read(file, line -> found.add(new ItemCodec().start(line)));
    } catch (BrokenFileException | DamagedFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return found.stream().findFirst();
  }
}
