package dev.pawl.content;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a content was made of, so that a later one can be compared with it. Big-endian:
 *
 * <pre>
 * of a folder   "D", then for each entry: length of path (2), path relative to the folder,
 *               mark (1: - file, * executable file, @ link), hash (16)
 * of several    "A", then the hash (16) of each
 * </pre>
 */
final class Manifest {
  private static final byte FOLDER = 'D';
  private static final byte ALL = 'A';
  private static final int HASH = 16;

  private Manifest() {}

  /** One entry of a folder, as it was. */
  record Line(byte[] path, byte mark, Hash hash) {}

  static byte[] ofFolder(List<ContentEntry> entries) {
    int size = 1;
    for (ContentEntry entry : entries) {
      size += 2 + entry.bytes().length - entry.folderLength() + 1 + HASH;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).put(FOLDER);
    for (ContentEntry entry : entries) {
      int length = entry.bytes().length - entry.folderLength();
      bytes.putShort((short) length).put(entry.bytes(), entry.folderLength(), length);
      bytes.put(entry.mark());
      put(bytes, entry.contents());
    }
    return bytes.array();
  }

  static byte[] ofAll(List<Content> parts) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + parts.size() * HASH).put(ALL);
    parts.forEach(part -> put(bytes, part.value()));
    return bytes.array();
  }

  /** The entries of a folder; null if it is the manifest of something else, or of nothing. */
  static @Nullable List<Line> folder(byte[] manifest) {
    ByteBuffer bytes = ByteBuffer.wrap(manifest);
    List<Line> lines = new ArrayList<>();
    try {
      if (bytes.get() != FOLDER) {
        return null;
      }
      while (bytes.hasRemaining()) {
        byte[] path = new byte[bytes.getShort() & 0xffff];
        bytes.get(path);
        lines.add(new Line(path, bytes.get(), hash(bytes)));
      }
      return lines;
    } catch (BufferUnderflowException e) {
      return null;
    }
  }

  /**
   * The hashes of several contents; null if it is the manifest of something else, or of nothing.
   */
  static @Nullable List<Hash> all(byte[] manifest) {
    ByteBuffer bytes = ByteBuffer.wrap(manifest);
    if (manifest.length % HASH != 1 || bytes.get() != ALL) {
      return null;
    }
    List<Hash> hashes = new ArrayList<>();
    while (bytes.hasRemaining()) {
      hashes.add(hash(bytes));
    }
    return hashes;
  }

  private static void put(ByteBuffer bytes, Hash hash) {
    bytes.putLong(hash.high()).putLong(hash.low());
  }

  private static Hash hash(ByteBuffer bytes) {
    return new Hash(bytes.getLong(), bytes.getLong());
  }

  /** The order of entries. */
  static int compare(Line line, ContentEntry entry) {
    byte[] now = entry.bytes();
    return Arrays.compareUnsigned(
        line.path, 0, line.path.length, now, entry.folderLength(), now.length);
  }
}
