package dev.pawl.line;

import java.util.Arrays;

/** Which lines of a file are good. */
public enum LineRule {
  /** Pawl alone writes the file: every line ends with its checksum, and that holds. */
  SEALED,

  /**
   * Other programs and people write it, too: a line without the field {@code crc} is good when it
   * is one JSON object, also without a line end at the end of the file. A line with that field is
   * good when its checksum holds. Blank lines, CRLF and a byte order mark are passed over.
   */
  MIXED;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Part of a buffer. */
  record Span(int from, int to) {
    boolean isEmpty() {
      return from == to;
    }
  }

  /** What counts of the bytes of a line, of which the line end was taken away. */
  Span span(byte[] bytes, int from, int to, boolean first) {
    if (this == SEALED) {
      return new Span(from, to);
    }
    int begin = first && startsWithMark(bytes, from, to) ? from + BYTE_ORDER_MARK.length : from;
    int end = to > begin && bytes[to - 1] == '\r' ? to - 1 : to;
    return isBlank(bytes, begin, end) ? new Span(begin, begin) : new Span(begin, end);
  }

  boolean isGood(byte[] bytes, Span span) {
    if (this == MIXED && span.isEmpty()) {
      return true;
    }
    return Checksum.holds(bytes, span.from(), span.to())
        || this == MIXED && isForeign(bytes, span.from(), span.to());
  }

  /** Whether the bytes that follow the last line end are a record, so that nothing was torn. */
  boolean isWhole(byte[] bytes, int from, int to) {
    if (this == SEALED) {
      return false;
    }
    Span span = span(bytes, from, to, false);
    return !span.isEmpty() && isGood(bytes, span);
  }

  /** Whether a bad line that has its end has swallowed a whole one. */
  boolean holdsWhole(byte[] bytes, int from, int to) {
    return Checksum.holdsInside(bytes, from, to)
        || this == MIXED && Json.isObjectAndMore(bytes, from, to);
  }

  private static boolean isForeign(byte[] bytes, int from, int to) {
    try {
      return !Json.object(bytes, from, to).names().contains(Checksum.FIELD);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWithMark(byte[] bytes, int from, int to) {
    int end = from + BYTE_ORDER_MARK.length;
    return end <= to && Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
