package dev.pawl.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A zeroed block of native memory, bounds checked, freed when it is no longer reachable.
 *
 * <p>Made to be kept and used again: allocation is the expensive part.
 */
public final class Memory {
  private final MemorySegment segment;

  private Memory(MemorySegment segment) {
    this.segment = segment;
  }

  /** A block of {@code bytes} zero bytes, aligned for any C type. */
  public static Memory allocate(long bytes) {
    return new Memory(Arena.ofAuto().allocate(bytes, 16));
  }

  public long address() {
    return segment.address();
  }

  public long size() {
    return segment.byteSize();
  }

  public byte getByte(long offset) {
    return segment.get(JAVA_BYTE, offset);
  }

  public short getShort(long offset) {
    return segment.get(JAVA_SHORT_UNALIGNED, offset);
  }

  public int getInt(long offset) {
    return segment.get(JAVA_INT_UNALIGNED, offset);
  }

  public long getLong(long offset) {
    return segment.get(JAVA_LONG_UNALIGNED, offset);
  }

  public void putByte(long offset, byte value) {
    segment.set(JAVA_BYTE, offset, value);
  }

  public void putInt(long offset, int value) {
    segment.set(JAVA_INT_UNALIGNED, offset, value);
  }

  public void putLong(long offset, long value) {
    segment.set(JAVA_LONG_UNALIGNED, offset, value);
  }

  /** Copies all of {@code source} to {@code offset}. */
  public void putBytes(long offset, byte[] source) {
    MemorySegment.copy(source, 0, segment, JAVA_BYTE, offset, source.length);
  }

  /** Copies {@code length} bytes of {@code source} to {@code offset}. */
  public void putBytes(long offset, byte[] source, int from, int length) {
    MemorySegment.copy(source, from, segment, JAVA_BYTE, offset, length);
  }

  /** Copies {@code length} bytes from {@code offset} to {@code target[at..]}. */
  public void getBytes(long offset, byte[] target, int at, int length) {
    MemorySegment.copy(segment, JAVA_BYTE, offset, target, at, length);
  }

  /** Copies {@code length} bytes of {@code source}, from its start, to {@code offset}. */
  public void putMemory(long offset, Memory source, long length) {
    MemorySegment.copy(source.segment, 0, segment, offset, length);
  }

  public void fill(byte value) {
    segment.fill(value);
  }
}
