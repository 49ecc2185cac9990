package dev.pawl.content;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A map from bytes to bytes as it lies in a file: what is not asked for is never taken apart, so
 * 100,000 rows open in the time it takes to read them. Everything is little-endian:
 *
 * <pre>
 * offset     bytes
 * 0          8          "PAWLHC01"
 * 8          4          number of slots s, a power of two, at least twice the number of rows
 * 12         4          number of rows
 * 16         4 s        slots: where a row begins, or 0. A key stands at slot XXH3-64(key) mod s,
 *                       or, if that is taken, at the next free one
 * 16 + 4 s   10+k+v ..  rows: day of last use (4, days since 1970), k (2), v (4), key, value
 * end - 4    4          CRC-32C of all before
 * </pre>
 */
final class Table {
  /** One row, as slices of what they were read from. */
  record Row(int day, byte[] keys, int keyAt, int keyLength, byte[] values, int at, int length) {
    static Row of(int day, byte[] key, byte[] value) {
      return new Row(day, key, 0, key.length, value, 0, value.length);
    }

    Row usedOn(int other) {
      return new Row(other, keys, keyAt, keyLength, values, at, length);
    }

    byte[] key() {
      return Arrays.copyOfRange(keys, keyAt, keyAt + keyLength);
    }

    int size() {
      return ROW_HEADER + keyLength + length;
    }
  }

  /** "PAWLHC01". */
  private static final long MAGIC = 0x31304348_4c574150L;

  private static final int HEADER = 16;
  private static final int ROW_HEADER = 10;
  private static final int CHECKSUM = 4;

  static final Table EMPTY = of(List.of());

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final int slots;

  private Table(byte[] bytes) {
    this.bytes = bytes;
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    slots = buffer.getInt(8);
  }

  /** The table in a file; an empty one if there is none, or it is damaged or foreign. */
  static Table read(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      return isWhole(bytes) ? new Table(bytes) : EMPTY;
    } catch (IOException | OutOfMemoryError e) {
      return EMPTY; // what cannot be read is learned again
    }
  }

  private static boolean isWhole(byte[] bytes) {
    if (bytes.length < HEADER + CHECKSUM) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - CHECKSUM;
    int slots = buffer.getInt(8);
    return buffer.getLong(0) == MAGIC
        && buffer.getInt(end) == checksum(bytes, end)
        && Integer.bitCount(slots) == 1
        && slots > 0
        && slots <= (end - HEADER) / 4;
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  /** A table of rows with different keys. */
  static Table of(List<Row> rows) {
    int slots = Math.max(Integer.highestOneBit(Math.max(rows.size(), 1)) * 4, 4);
    long size = HEADER + 4L * slots + CHECKSUM;
    for (Row row : rows) {
      size += row.size();
    }
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(MAGIC).putInt(slots).putInt(rows.size()).position(HEADER + 4 * slots);
    for (Row row : rows) {
      int slot = slot(row.keys, row.keyAt, row.keyLength, slots);
      while (buffer.getInt(HEADER + 4 * slot) != 0) {
        slot = slot + 1 & slots - 1;
      }
      buffer.putInt(HEADER + 4 * slot, buffer.position());
      buffer.putInt(row.day).putShort((short) row.keyLength).putInt(row.length);
      buffer.put(row.keys, row.keyAt, row.keyLength).put(row.values, row.at, row.length);
    }
    buffer.putInt(checksum(buffer.array(), buffer.position()));
    return new Table(buffer.array());
  }

  private static int slot(byte[] keys, int at, int length, int slots) {
    return (int) Hashing.xxh3_64().hashBytesToLong(keys, at, length) & slots - 1;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The number of slots, used and free. */
  int slots() {
    return slots;
  }

  /** The slot of a key, or -1. */
  int find(byte[] key) {
    int slot = slot(key, 0, key.length, slots);
    for (int tried = 0; tried < slots; tried++) {
      int row = rowAt(slot);
      if (row == 0) {
        return -1;
      }
      int from = row + ROW_HEADER;
      int length = keyLength(row);
      if (Arrays.equals(bytes, from, from + length, key, 0, key.length)) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
    return -1;
  }

  boolean isUsed(int slot) {
    return rowAt(slot) != 0;
  }

  /** The row at a slot that is used. */
  Row row(int slot) {
    int row = rowAt(slot);
    int keyAt = row + ROW_HEADER;
    int keyLength = keyLength(row);
    int length = buffer.getInt(row + 6);
    return new Row(buffer.getInt(row), bytes, keyAt, keyLength, bytes, keyAt + keyLength, length);
  }

  /** When the row at a slot was last used. */
  int day(int slot) {
    return buffer.getInt(rowAt(slot));
  }

  /** The 64 bits at an offset of the value at a slot. */
  long number(int slot, int offset) {
    int row = rowAt(slot);
    return buffer.getLong(row + ROW_HEADER + keyLength(row) + offset);
  }

  /** Where the row at a slot begins; 0 if there is none, or part of it would lie outside. */
  private int rowAt(int slot) {
    int row = buffer.getInt(HEADER + 4 * slot);
    return row == 0 || isInside(row) ? row : 0;
  }

  private boolean isInside(int row) {
    int end = bytes.length - CHECKSUM;
    if (row < HEADER + 4 * slots || row > end - ROW_HEADER) {
      return false;
    }
    long length = buffer.getInt(row + 6);
    return length >= 0 && row + ROW_HEADER + keyLength(row) + length <= end;
  }

  private int keyLength(int row) {
    return buffer.getShort(row + 4) & 0xffff;
  }
}
