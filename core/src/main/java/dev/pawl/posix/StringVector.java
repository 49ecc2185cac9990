package dev.pawl.posix;

import org.jspecify.annotations.Nullable;

/**
 * A {@code char *[]} with its strings, as execve(2) takes it; made to be cleared and filled again.
 */
public final class StringVector {
  private Memory text = Memory.allocate(4096);
  private Memory table = Memory.allocate(1024);
  private int used;
  private int count;

  /** Whose strings are used here, too: they are freed when nobody refers to them. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable StringVector shared;

  public void clear() {
    used = 0;
    count = 0;
    shared = null;
  }

  public int size() {
    return count;
  }

  /** Appends a string: its bytes without NUL. */
  public void add(byte[] string) {
    ensureTable(count + 2);
    set(count++, string);
  }

  /** Puts a string in the place of the one at {@code index}. */
  public void set(int index, byte[] string) {
    table.putLong(8 * index, store(string));
  }

  /** Starts as a copy of {@code other}'s pointers, whose strings are shared and must stay. */
  public void share(StringVector other) {
    clear();
    shared = other;
    ensureTable(other.count + 2);
    table.putMemory(0, other.table, 8 * other.count);
    count = other.count;
  }

  /** The address of the first pointer, after the closing NULL was put. */
  public long address() {
    ensureTable(count + 1);
    table.putLong(8 * count, 0);
    return table.address();
  }

  /** The address of the string at {@code index}. */
  public long address(int index) {
    return table.getLong(8 * index);
  }

  private long store(byte[] string) {
    if (used + string.length + 1 > text.size()) {
      growText(used + string.length + 1);
    }
    text.putBytes(used, string);
    text.putByte(used + string.length, (byte) 0);
    long address = text.address() + used;
    used += string.length + 1;
    return address;
  }

  private void growText(int needed) {
    Memory larger = Memory.allocate(Math.max(needed, 2 * text.size()));
    larger.putMemory(0, text, used);
    long old = text.address();
    for (int i = 0; i < count; i++) {
      long pointer = table.getLong(8 * i);
      if (pointer >= old && pointer < old + used) {
        table.putLong(8 * i, pointer - old + larger.address());
      }
    }
    text = larger;
  }

  private void ensureTable(int entries) {
    if (8 * entries > table.size()) {
      Memory larger = Memory.allocate(Math.max(8 * entries, 2 * table.size()));
      larger.putMemory(0, table, 8 * count);
      table = larger;
    }
  }
}
