package dev.pawl.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A zeroed block of native memory of less than 2 GB, bounds checked, freed when it is no longer
 * reachable. Offsets are in bytes.
 *
 * <p>Made to be kept and used again: allocation is the expensive part. It is read and written by
 * way of a buffer, which takes far fewer calls than a segment: the first thousands are interpreted.
 */
public final class Memory {
  private static final int ALIGNMENT = 16;

  private final MemorySegment segment;
  private final ByteBuffer bytes;

  private Memory(MemorySegment segment) {
    this.segment = segment;
    bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** A block of {@code bytes} zero bytes, aligned for any C type. */
  public static Memory allocate(int bytes) {
    return new Memory(Arena.ofAuto().allocate(bytes, ALIGNMENT));
  }

  MemorySegment segment() {
    return segment;
  }

  public long address() {
    return segment.address();
  }

  public int size() {
    return bytes.capacity();
  }

  public byte getByte(int offset) {
    return bytes.get(offset);
  }

  public short getShort(int offset) {
    return bytes.getShort(offset);
  }

  public int getInt(int offset) {
    return bytes.getInt(offset);
  }

  public long getLong(int offset) {
    return bytes.getLong(offset);
  }

  public void putByte(int offset, byte value) {
    bytes.put(offset, value);
  }

  public void putInt(int offset, int value) {
    bytes.putInt(offset, value);
  }

  public void putLong(int offset, long value) {
    bytes.putLong(offset, value);
  }

  /** Copies all of {@code source} to {@code offset}. */
  public void putBytes(int offset, byte[] source) {
    bytes.put(offset, source);
  }

  /** Copies {@code length} bytes of {@code source} to {@code offset}. */
  public void putBytes(int offset, byte[] source, int from, int length) {
    bytes.put(offset, source, from, length);
  }

  /** Copies {@code length} bytes from {@code offset} to {@code target[at..]}. */
  public void getBytes(int offset, byte[] target, int at, int length) {
    bytes.get(offset, target, at, length);
  }

  /** Copies {@code length} bytes of {@code source}, from its start, to {@code offset}. */
  public void putMemory(int offset, Memory source, int length) {
    bytes.put(offset, source.bytes, 0, length);
  }

  public void fill(byte value) {
    segment.fill(value);
  }
}
