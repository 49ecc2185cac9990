package dev.pawl.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The last field of a line: {@code ,"crc":"9f3c2a10"}} holds the CRC-32C (RFC 3720) of the line's
 * bytes before it, as eight lower-case hex digits.
 */
public final class Checksum {
  /** The name of the field. */
  static final String FIELD = "crc";

  private static final byte[] NAME = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE = "{\"".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 8;
  private static final int LENGTH = NAME.length + DIGITS + 2;

  private Checksum() {}

  /** Appends the field, and the end of the object, to a line that begins at an index. */
  public static void close(JsonWriter line, int from) {
    int crc = of(line.array(), from, line.size());
    line.raw(NAME);
    for (int shift = 28; shift >= 0; shift -= 4) {
      line.raw(Character.forDigit((crc >>> shift) & 0xf, 16));
    }
    line.raw('"');
    line.raw('}');
  }

  /** Whether the line between two indexes ends with its own checksum. */
  static boolean holds(byte[] bytes, int from, int to) {
    int name = to - LENGTH;
    return name > from && isField(bytes, name, to) && matches(bytes, from, name);
  }

  /**
   * Whether a whole line begins somewhere inside a bad one: what is left when the line end between
   * two records is damaged.
   */
  static boolean holdsInside(byte[] bytes, int from, int to) {
    int name = to - LENGTH;
    if (name <= from || !isField(bytes, name, to)) {
      return false;
    }
    for (int at = from + 1; at < name; at++) {
      if (bytes[at] == LINE[0] && bytes[at + 1] == LINE[1] && matches(bytes, at, name)) {
        return true;
      }
    }
    return false;
  }

  static String expected(byte[] bytes, int from, int to) {
    int name = to - LENGTH;
    return name > from && isField(bytes, name, to)
        ? "crc " + HexFormat.of().toHexDigits(of(bytes, from, name))
        : "a line that ends with its crc";
  }

  static String found(byte[] bytes, int from, int to) {
    int name = to - LENGTH;
    return name > from && isField(bytes, name, to)
        ? "crc " + new String(bytes, name + NAME.length, DIGITS, StandardCharsets.US_ASCII)
        : LineReader.piece(bytes, Math.max(from, name), to);
  }

  private static boolean isField(byte[] bytes, int name, int to) {
    return bytes[to - 1] == '}'
        && bytes[to - 2] == '"'
        && Arrays.equals(bytes, name, name + NAME.length, NAME, 0, NAME.length);
  }

  private static boolean matches(byte[] bytes, int from, int name) {
    int crc = of(bytes, from, name);
    for (int digit = 0; digit < DIGITS; digit++) {
      int shift = 28 - 4 * digit;
      if (bytes[name + NAME.length + digit] != Character.forDigit((crc >>> shift) & 0xf, 16)) {
        return false;
      }
    }
    return true;
  }

  private static int of(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
