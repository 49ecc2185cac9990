package dev.pawl.content;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 128 bits of XXH3, the hash of a content. Not meant against forgers, who can do as they like in
 * the project anyhow.
 */
record Hash(long high, long low) {
  private static final int DIGITS = 32;
  private static final HexFormat HEX = HexFormat.of();

  /** A new stream; one thread at a time. */
  static HashStream128 stream() {
    return Hashing.xxh3_128().hashStream();
  }

  static Hash of(HashStream128 stream) {
    return of(stream.get());
  }

  static Hash of(byte[] bytes) {
    return of(Hashing.xxh3_128().hashBytesTo128Bits(bytes));
  }

  private static Hash of(HashValue128 value) {
    return new Hash(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  /** The hash with this text; null if it is none, from another program perhaps. */
  static @Nullable Hash parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
      return null;
    }
    return new Hash(
        HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
        HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS));
  }

  void addTo(HashStream128 stream) {
    stream.putLong(high).putLong(low);
  }

  /** 32 lower-case hex digits. */
  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
