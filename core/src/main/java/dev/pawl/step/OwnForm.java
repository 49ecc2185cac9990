package dev.pawl.step;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a line in the very form that {@link EntryCodec} writes, without taking it apart: then
 * it can be held as it is. Whatever is in doubt is not of this form, and is read as JSON.
 */
final class OwnForm {
  private static final byte[] NAME = ascii("{\"step_name\":\"");
  private static final byte[] COMPLETE = ascii(",\"completed\":true,\"completed_at\":\"");
  private static final byte[] VALID = ascii("\",\"validation_status\":\"Valid\"");
  private static final byte[] INCOMPLETE =
      ascii(",\"completed\":false,\"completed_at\":null,\"validation_status\":{\"Invalid\":\"");
  private static final byte[] DATA = ascii(",\"data_stage\":\"data\",\"content_reference\":");
  private static final byte[] HASH = ascii(",\"content_hash\":");
  private static final byte[] NOTHING = ascii("null");
  private static final byte[] DEPENDENCIES = ascii(",\"dependencies\":{");
  private static final byte[] AT = ascii(",\"at\":\"");
  private static final byte[] CRC = ascii("\",\"crc\":\"");

  /** {@code 2026-11-20T15:47:41.120Z}. */
  private static final int TIME = 24;

  private static final int CHECKSUM = 8;
  private static final int TAIL = AT.length + TIME + CRC.length + CHECKSUM + 2;

  private final byte[] bytes;
  private final int to;
  private int at;

  private OwnForm(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** The line between two indexes, whose checksum holds; null when it is not of this form. */
  static @Nullable HeldLine held(byte[] bytes, int from, int to) {
    return to - from < TAIL ? null : new OwnForm(bytes, from, to).held();
  }

  private @Nullable HeldLine held() {
    int from = at;
    if (!takes(NAME)) {
      return null;
    }
    int name = at;
    if (!takesPlainText()) {
      return null;
    }
    int nameEnd = at - 1;
    boolean complete = takes(COMPLETE);
    if (!(complete ? takesTime() && takes(VALID) : takesIncomplete())) {
      return null;
    }
    if (!takes(DATA) || !takesReference() || !takes(HASH)) {
      return null;
    }
    int hash = at + 1;
    if (!(complete ? takesHash() : takes(NOTHING) || takesHash())) {
      return null;
    }
    if (!takes(DEPENDENCIES) || !takesHashes() || !endsWell()) {
      return null;
    }
    return HeldLine.of(
        new StepName(new String(bytes, name, nameEnd - name, StandardCharsets.ISO_8859_1)),
        Arrays.copyOfRange(bytes, from, to),
        complete ? hash - from : -1);
  }

  private boolean takesIncomplete() {
    return takes(INCOMPLETE) && next() != '"' && takesText() && take('}');
  }

  private boolean takes(byte[] expected) {
    int end = at + expected.length;
    if (end > to || !Arrays.equals(bytes, at, end, expected, 0, expected.length)) {
      return false;
    }
    at = end;
    return true;
  }

  private byte next() {
    return at < to ? bytes[at] : 0;
  }

  private boolean take(char expected) {
    return at < to && bytes[at++] == expected;
  }

  private boolean takesTime() {
    at += TIME;
    return at < to && bytes[at - 1] == 'Z';
  }

  /** Up to the quote behind a text that is printable ASCII without escapes, and not empty. */
  private boolean takesPlainText() {
    int begin = at;
    while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at > begin && take('"');
  }

  /** Up to the quote behind a text of any kind. */
  private boolean takesText() {
    while (at < to && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return take('"');
  }

  private boolean takesHash() {
    return take('"') && next() != ' ' && takesPlainText();
  }

  /** An object, a list or null; the whole line is JSON, since its checksum holds. */
  private boolean takesReference() {
    if (next() != '{' && next() != '[') {
      return takes(NOTHING);
    }
    int depth = 0;
    do {
      byte next = bytes[at++];
      if (next == '"' && !takesText()) {
        return false;
      }
      depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
    } while (depth > 0 && at < to);
    return depth == 0;
  }

  private boolean takesHashes() {
    while (next() == '"') {
      at++;
      boolean pair = takesPlainText() && take(':') && (takes(NOTHING) || takesHash());
      boolean more = pair && next() == ',';
      at += more ? 1 : 0;
      if (!pair || more && next() != '"') {
        return false;
      }
    }
    return take('}');
  }

  /** Whether nothing unknown stands behind the time, and something known before it. */
  private boolean endsWell() {
    int time = to - TAIL;
    int crc = time + AT.length + TIME;
    return time >= at
        && Arrays.equals(bytes, time, time + AT.length, AT, 0, AT.length)
        && bytes[crc - 1] == 'Z'
        && Arrays.equals(bytes, crc, crc + CRC.length, CRC, 0, CRC.length);
  }

  /**
   * Whether two lines of complete steps with a name of that length say the same, whenever they were
   * written.
   */
  static boolean isSame(byte[] line, byte[] other, int from, int to, int nameLength) {
    int completedAt = NAME.length + nameLength + 1 + COMPLETE.length;
    int at = line.length - TAIL + AT.length;
    return line.length == to - from
        && Arrays.equals(line, 0, completedAt, other, from, from + completedAt)
        && Arrays.equals(line, completedAt + TIME, at, other, from + completedAt + TIME, from + at);
  }

  /** The time at which a line of this form was written. */
  static String writtenAt(byte[] line) {
    return new String(line, line.length - TAIL + AT.length, TIME, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
