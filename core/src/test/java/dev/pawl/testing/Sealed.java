package dev.pawl.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Lines with checksums that hold. A checksum tells chance from intent, not an honest writer from
 * another: what is behind it must stand every line that has one.
 */
public final class Sealed {
  /** The bytes of {@code ,"crc":"9f3c2a10"}}. */
  private static final int SEAL = 18;

  private Sealed() {}

  /** Each line with the checksum that it should have, in the place of the one that it has. */
  public static byte[] lines(byte[] lines) {
    return sealed(lines, false);
  }

  /** The same, with the {@code seq} that each line should have. */
  public static byte[] numbered(byte[] lines) {
    return sealed(lines, true);
  }

  private static byte[] sealed(byte[] lines, boolean numbered) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String text = new String(lines, StandardCharsets.ISO_8859_1);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      String body = numbered ? numbered(line, ++number) : line;
      all.writeBytes(sealed(body).getBytes(StandardCharsets.ISO_8859_1));
      all.write('\n');
    }
    byte[] bytes = all.toByteArray();
    return java.util.Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static String numbered(String line, int number) {
    return line.replaceFirst("^\\{\"seq\":\\d*", "{\"seq\":" + number);
  }

  private static String sealed(String line) {
    if (!line.endsWith("}")) {
      return line;
    }
    int seal = line.length() - SEAL;
    boolean has = seal > 0 && line.startsWith(",\"crc\":\"", seal);
    String body = line.substring(0, has ? seal : line.length() - 1);
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
    return "%s,\"crc\":\"%08x\"}".formatted(body, crc.getValue());
  }
}
