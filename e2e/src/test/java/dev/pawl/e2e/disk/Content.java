package dev.pawl.e2e.disk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of a file at one moment. What follows from it by a write is worked out once. */
final class Content {
  static final Content EMPTY = new Content(new byte[0]);

  private final byte[] bytes;
  private final Map<Change.Data, Content> next = new IdentityHashMap<>();
  private DiskState.@Nullable Key key;

  Content(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  /** What the file holds after a write or a cut; what was never written in between is zero. */
  Content after(Change.Data change) {
    return next.computeIfAbsent(change, this::changed);
  }

  private Content changed(Change.Data change) {
    return switch (change) {
      case Change.Write(_, _, long offset, byte[] more) -> {
        int end = Math.toIntExact(offset) + more.length;
        byte[] all = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        System.arraycopy(more, 0, all, Math.toIntExact(offset), more.length);
        yield new Content(all);
      }
      case Change.Resize(_, _, long size) ->
          new Content(Arrays.copyOf(bytes, Math.toIntExact(size)));
    };
  }

  /** The same for the same bytes. */
  DiskState.Key key() {
    DiskState.Key known = key;
    if (known == null) {
      try {
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        known = new DiskState.Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java has SHA-256", e);
      }
      key = known;
    }
    return known;
  }
}
