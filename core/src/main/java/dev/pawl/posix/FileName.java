package dev.pawl.posix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * File names as bytes, which is what the kernel has, and as text, which is what people write.
 *
 * <p>Text is UTF-8 whatever the locale says: {@code pawl.yml} is UTF-8, too. (The JVM decodes names
 * by {@code sun.jnu.encoding}, which is ASCII under {@code LANG=C}; then java.nio.file cannot even
 * name a file with an umlaut.) A byte that is no UTF-8 becomes the lone surrogate U+DC00 + byte, as
 * in Python's PEP 383, so that every name has a text, no two have the same, and the way back is
 * exact.
 */
public final class FileName {
  private static final int ESCAPE = 0xdc00;

  private FileName() {}

  /** The text of the bytes {@code from} to {@code to}. */
  public static String text(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('\ufffd') < 0 ? text : escaped(bytes, from, to);
  }

  /** The bytes of a text, without a closing NUL. */
  public static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        return unescaped(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int length = Math.min(sequence(bytes[at]), to - at);
      String one = new String(bytes, at, length, StandardCharsets.UTF_8);
      boolean valid = one.codePointCount(0, one.length()) == 1 && isExact(one, bytes, at, length);
      if (valid) {
        text.append(one);
        at += length;
      } else {
        text.append((char) (ESCAPE + (bytes[at++] & 0xff)));
      }
    }
    return text.toString();
  }

  private static boolean isExact(String one, byte[] bytes, int at, int length) {
    byte[] back = one.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(back, 0, back.length, bytes, at, at + length);
  }

  /** How many bytes the character that begins with this one should have. */
  private static int sequence(byte first) {
    int b = first & 0xff;
    return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }

  private static byte[] unescaped(String text) {
    byte[] bytes = new byte[text.length() * 3];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        bytes[length++] = (byte) (text.charAt(i) - ESCAPE);
      } else {
        int end = text.offsetByCodePoints(i, 1);
        byte[] one = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(one, 0, bytes, length, one.length);
        length += one.length;
        i = end - 1;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static boolean isEscape(String text, int at) {
    char c = text.charAt(at);
    return c >= ESCAPE + 0x80
        && c <= ESCAPE + 0xff
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
