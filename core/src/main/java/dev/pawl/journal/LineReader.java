package dev.pawl.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a file of lines and tells a torn tail from damage.
 *
 * <p>A tail is torn when it is what an interrupted append leaves: a line without its end, or a last
 * line whose checksum is wrong, perhaps with zero bytes behind it. A bad line with anything whole
 * behind it, or with another line end behind it, cannot come from that and is damage. So at most
 * one line end can be cut off, and never a good record.
 */
final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final InputStream in;
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int filled;
  private long offset;
  private long number = 1;

  private LineReader(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /** Takes the good lines, oldest first. */
  interface Sink {
    void line(Line line);
  }

  /**
   * A line whose checksum holds; valid during the call only.
   *
   * @param from where it begins in {@code bytes}
   * @param to where its line end is
   * @param number from 1
   * @param offset of its first byte in the file
   */
  record Line(byte[] bytes, int from, int to, long number, long offset) {}

  /** How far the good lines reach, and the file. */
  record Extent(long good, long size) {
    boolean torn() {
      return good < size;
    }
  }

  /**
   * Gives every good line to the sink.
   *
   * @throws JournalDamagedException at the first bad line that is no torn tail
   * @throws JournalBrokenException if the file cannot be read
   */
  static Extent read(Path path, Sink sink) {
    try (InputStream in = Files.newInputStream(path)) {
      return new LineReader(path, in).lines(sink);
    } catch (IOException e) {
      throw JournalBrokenException.cannot("read", path, e);
    }
  }

  private Extent lines(Sink sink) throws IOException {
    for (int end = lineEnd(start); end >= 0; end = lineEnd(start)) {
      if (!Checksum.holds(buffer, start, end)) {
        refuseUnlessTorn(end);
        break;
      }
      sink.line(new Line(buffer, start, end, number, offset + start));
      start = end + 1;
      number++;
    }
    return new Extent(offset + start, offset + filled);
  }

  private void refuseUnlessTorn(int badEnd) throws IOException {
    int length = badEnd - start;
    boolean another = lineEnd(badEnd + 1) >= 0;
    int end = start + length; // what was looked at may have moved in the buffer
    if (another || Checksum.holdsInside(buffer, start, end)) {
      throw JournalDamagedException.at(
          path,
          number,
          offset + start,
          Checksum.expected(buffer, start, end),
          Checksum.found(buffer, start, end));
    }
  }

  /** The next line end, from an index on; -1 when the rest of the file, then read, has none. */
  private int lineEnd(int from) throws IOException {
    int at = from;
    while (true) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      int moved = start;
      if (!fill()) {
        return -1;
      }
      at -= moved;
    }
  }

  /** Reads more behind what is there; the current line moves to the front of the buffer. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    offset += start;
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(count, 0);
    return count > 0;
  }

  /** A short readable piece of a line, for messages. */
  static String piece(byte[] bytes, int from, int to) {
    int longest = 40;
    String text =
        new String(bytes, from, Math.min(to - from, longest), StandardCharsets.ISO_8859_1);
    StringBuilder piece = new StringBuilder("'");
    text.chars().forEach(c -> piece.append(c < ' ' || c > '~' ? '?' : (char) c));
    return piece.append(to - from > longest ? "...'" : "'").toString();
  }
}
