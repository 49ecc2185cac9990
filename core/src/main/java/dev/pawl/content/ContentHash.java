package dev.pawl.content;

import com.dynatrace.hash4j.hashing.HashStream128;
import dev.pawl.content.ContentEntry.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the hash of a content is made of its parts. Hashes are compared with those of earlier runs,
 * so nothing here may change; every form begins with a letter of its own.
 */
final class ContentHash {
  /** Of a file or folder that is not there. */
  static final Hash MISSING = Hash.of(new byte[] {'M'});

  private static final Hash NOTHING = Hash.of(new byte[] {'N'});

  private static final int FILE_LENGTH = 18;

  private ContentHash() {}

  /** Of a file reference: of one entry, or of none if it is no content of its own user. */
  static Hash ofFile(List<ContentEntry> entries) {
    if (entries.isEmpty()) {
      return NOTHING;
    }
    ContentEntry entry = entries.getFirst();
    return entry.kind() == Kind.MISSING ? MISSING : ofFile(entry.mark(), entry.contents());
  }

  static Hash ofFile(byte mark, Hash contents) {
    // At once: the stream has a buffer of 1 KB, which is much for a file of which there are many.
    byte[] bytes = new byte[FILE_LENGTH];
    ByteBuffer.wrap(bytes)
        .put((byte) 'F')
        .put(mark)
        .putLong(contents.high())
        .putLong(contents.low());
    return Hash.of(bytes);
  }

  static Hash ofFolder(List<ContentEntry> entries) {
    if (entries.size() == 1 && entries.getFirst().kind() == Kind.MISSING) {
      return MISSING;
    }
    HashStream128 stream = Hash.stream().putByte((byte) 'D');
    for (ContentEntry entry : entries) {
      int from = entry.folderLength();
      int length = entry.bytes().length - from;
      stream.putInt(length).putBytes(entry.bytes(), from, length);
      entry.addTo(stream);
    }
    return Hash.of(stream);
  }

  static Hash ofValue(String text) {
    return Hash.of(("V" + text).getBytes(StandardCharsets.UTF_8));
  }

  static Hash ofAll(List<Content> parts) {
    HashStream128 stream = Hash.stream().putByte((byte) 'A');
    parts.forEach(part -> part.value().addTo(stream));
    return Hash.of(stream);
  }
}
