package dev.pawl.content;

import com.dynatrace.hash4j.hashing.HashStream128;
import dev.pawl.posix.FileName;
import org.jspecify.annotations.Nullable;

/** One path of a content. Compact, because a content may have 100,000 of them. */
public final class ContentEntry {
  /** What a path is. */
  public enum Kind {
    FILE,
    LINK,
    MISSING
  }

  private final byte[] bytes;
  private final int folderLength;
  private final Kind kind;
  private final boolean executable;
  private @Nullable Hash hash;

  /**
   * @param bytes the path in the project
   * @param folderLength how much of that is the folder of the reference, with its slash
   */
  ContentEntry(byte[] bytes, int folderLength, Kind kind, boolean executable) {
    this.bytes = bytes;
    this.folderLength = folderLength;
    this.kind = kind;
    this.executable = executable;
  }

  /** Relative to the project; bytes that are no UTF-8 as {@link FileName} makes text of them. */
  public String path() {
    return FileName.text(bytes, 0, bytes.length);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it is a file that its owner may execute. */
  public boolean executable() {
    return executable;
  }

  /** 32 hex digits over what the file holds, or the text of the link's target. */
  public String hash() {
    return contents().toString();
  }

  byte[] bytes() {
    return bytes;
  }

  int folderLength() {
    return folderLength;
  }

  Hash contents() {
    if (hash == null) {
      throw new IllegalStateException("not read yet: " + path());
    }
    return hash;
  }

  void read(Hash found) {
    hash = found;
  }

  /** What {@code ls -F} tells, and the hash: all that counts beside the name. */
  void addTo(HashStream128 stream) {
    stream.putByte(mark());
    contents().addTo(stream);
  }

  byte mark() {
    return switch (kind) {
      case FILE -> (byte) (executable ? '*' : '-');
      case LINK -> '@';
      case MISSING -> '!';
    };
  }

  @Override
  public String toString() {
    return (char) mark() + path();
  }
}
