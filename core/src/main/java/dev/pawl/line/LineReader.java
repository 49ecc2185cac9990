package dev.pawl.line;

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
public final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final InputStream in;
  private final LineRule rule;
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int filled;
  private long offset;
  private long number;

  private LineReader(Path path, InputStream in, LineRule rule, Mark from) {
    this.path = path;
    this.in = in;
    this.rule = rule;
    this.offset = from.offset();
    this.number = from.lines() + 1;
  }

  /** Takes the good lines, oldest first. */
  public interface Sink {
    /** A good line; its bytes are valid during the call only. */
    void line(Line line);
  }

  /**
   * A good line.
   *
   * @param from where it begins in {@code bytes}
   * @param to where it ends, without its line end
   * @param number from 1
   * @param offset of its first byte in the file
   */
  public record Line(byte[] bytes, int from, int to, long number, long offset) {}

  /** A place between two lines: so many bytes and lines are before it. */
  public record Mark(long offset, long lines) {
    /** The beginning of a file. */
    public static final Mark START = new Mark(0, 0);
  }

  /**
   * How far the good lines reach.
   *
   * @param end behind the last good line that has its line end: the next look goes on here
   * @param good behind the last good byte; more than {@code end} when the last line is good but has
   *     no line end, which {@link LineRule#MIXED} allows
   * @param size of the file
   */
  public record Extent(Mark end, long good, long size) {
    /** Whether there is a torn tail. */
    public boolean torn() {
      return good < size;
    }

    /** Whether a line end must be written before the next line. */
    public boolean open() {
      return good > end.offset();
    }
  }

  /**
   * Gives every line with a good checksum to the sink.
   *
   * @throws DamagedFileException at the first bad line that is no torn tail
   * @throws BrokenFileException if the file cannot be read
   */
  public static Extent read(Path path, Sink sink) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw BrokenFileException.cannot("read", path, DiskProblem.noFile(path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(path, in, LineRule.SEALED, Mark.START, sink);
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", path, e);
    }
  }

  /**
   * Gives every good line from a place on to the sink.
   *
   * @param path named in messages only
   * @param in stands at that place
   * @throws DamagedFileException at the first bad line that is no torn tail
   * @throws BrokenFileException if it cannot be read
   */
  public static Extent read(Path path, InputStream in, LineRule rule, Mark from, Sink sink) {
    try {
      return new LineReader(path, in, rule, from).lines(sink);
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", path, e);
    }
  }

  private Extent lines(Sink sink) throws IOException {
    boolean bad = false;
    for (int end = lineEnd(start); end >= 0 && !bad; end = bad ? -1 : lineEnd(start)) {
      bad = !taken(end, sink);
      if (bad) {
        refuseUnlessTorn(end);
      } else {
        start = end + 1;
        number++;
      }
    }
    Mark end = new Mark(offset + start, number - 1);
    boolean open = !bad && rule == LineRule.MIXED && start < filled && taken(filled, sink);
    return new Extent(end, open ? offset + filled : end.offset(), offset + filled);
  }

  /** Gives the line up to an index to the sink, unless it is bad. */
  private boolean taken(int end, Sink sink) {
    LineRule.Span span = rule.span(buffer, start, end, offset + start == 0);
    if (!rule.isGood(buffer, span)) {
      return false;
    }
    if (!span.isEmpty()) {
      sink.line(new Line(buffer, span.from(), span.to(), number, offset + start));
    }
    return true;
  }

  private void refuseUnlessTorn(int badEnd) throws IOException {
    int length = badEnd - start;
    boolean another = lineEnd(badEnd + 1) >= 0;
    int end = start + length; // what was looked at may have moved in the buffer
    boolean wholeBehind = rule.isWhole(buffer, Math.min(end + 1, filled), filled);
    if (another || wholeBehind || rule.holdsWhole(buffer, start, end)) {
      throw DamagedFileException.at(
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
