package dev.pawl.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a log as head, one line that says how much is missing, and tail.
 *
 * <p>Head and tail are cut at line ends where there is one near. The new file takes the name by
 * rename, so a reader sees one form or the other. On failure the old file stays as it is.
 */
final class LogShortening {
  /** How far from the wanted place a line end is looked for. */
  private static final int NEAR = 64 * 1024;

  /** At least as long as {@link #line} with what may come before it. */
  static final int LONGEST_LINE = 64;

  /**
   * The line in the file that says what is missing.
   *
   * @param start where it begins
   * @param end where the tail begins
   * @param missing how many bytes it stands for
   */
  record Gap(long start, long end, long missing) {}

  private LogShortening() {}

  /** The text of the line, with its end. */
  static String line(long missing) {
    return "[pawl: " + missing + " bytes left out]\n";
  }

  /**
   * Leaves out what lies between {@code headEnd} and {@code tailStart}.
   *
   * @param before the gap of an earlier call on this file, which grows
   * @return the gap as it is now; {@code before} if the file could not be rewritten
   */
  static @Nullable Gap apply(Path path, long headEnd, long tailStart, @Nullable Gap before) {
    Path temporary = path.resolveSibling("." + path.getFileName() + ".tmp");
    try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                temporary,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      Gap gap = write(from, to, new long[] {headEnd, tailStart}, before);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      return gap;
    } catch (IOException keepTheLongOne) {
      temporary.toFile().delete();
      return before;
    }
  }

  private static Gap write(FileChannel from, FileChannel to, long[] cut, @Nullable Gap before)
      throws IOException {
    long head = before == null ? lastLineEnd(from, cut[0]) : before.start();
    long tail = nextLineEnd(from, cut[1]);
    long missing = before == null ? tail - head : before.missing() + tail - before.end();
    copy(from, 0, head, to);
    String line = line(missing);
    if (head > 0 && byteAt(from, head - 1) != '\n') {
      line = "\n" + line;
    }
    to.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    long end = to.position();
    copy(from, tail, from.size(), to);
    return new Gap(head, end, missing);
  }

  private static void copy(FileChannel from, long start, long end, FileChannel to)
      throws IOException {
    long at = start;
    while (at < end) {
      long moved = from.transferTo(at, end - at, to);
      if (moved <= 0) {
        throw new IOException("the log ended early");
      }
      at += moved;
    }
  }

  /** The place after the last line end at or before {@code at}; {@code at} if none is near. */
  private static long lastLineEnd(FileChannel file, long at) throws IOException {
    long start = Math.max(0, at - NEAR);
    byte[] near = read(file, start, at);
    for (int i = near.length - 1; i >= 0; i--) {
      if (near[i] == '\n') {
        return start + i + 1;
      }
    }
    return at;
  }

  /** The place after the first line end at or after {@code at}; {@code at} if none is near. */
  private static long nextLineEnd(FileChannel file, long at) throws IOException {
    byte[] near = read(file, at, Math.min(file.size(), at + NEAR));
    for (int i = 0; i < near.length; i++) {
      if (near[i] == '\n') {
        return at + i + 1;
      }
    }
    return at;
  }

  private static byte byteAt(FileChannel file, long at) throws IOException {
    return read(file, at, at + 1)[0];
  }

  private static byte[] read(FileChannel file, long start, long end) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) (end - start));
    while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) > 0) {
      // Reads until the wanted part is there or the file ends.
    }
    return buffer.array();
  }
}
