package dev.pawl.content;

import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What was found earlier, and still is as long as the files it rests on are unchanged: {@link
 * Contents#remember}. It lies in {@code .pawl/hashes}, where it may get lost:
 *
 * <pre>
 * length of what was found (4, little-endian), what was found, evidence (see Evidence)
 * </pre>
 */
public final class Finding {
  private static final int LENGTH = 4;
  private static final int KEY = 18;

  /** An older one is not believed, so that all that lies there is used, and kept, once a week. */
  private static final int DAYS = 7;

  private static final long NANOS = 1_000_000_000;

  private final byte[] root;
  private final ByteBuffer row;

  private Finding(byte[] root, ByteBuffer row) {
    this.root = root;
    this.row = row.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What was found last under a topic, whether or not it still holds. Changes no byte. */
  public static Optional<Finding> recall(Path project, String topic, InstantSource clock) {
    Table table = new CacheFile(project.resolve(ProjectPath.PAWL).resolve("hashes")).read();
    int slot = table.find(key(topic));
    long today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    if (slot < 0 || table.day(slot) < today - DAYS) {
      return Optional.empty();
    }
    Table.Row row = table.row(slot);
    byte[] root = Libc.pathBytes(project.toAbsolutePath().toString());
    Finding finding =
        new Finding(root, ByteBuffer.wrap(row.values(), row.at(), row.length()).slice());
    return finding.isWhole() ? Optional.of(finding) : Optional.empty();
  }

  private boolean isWhole() {
    int rest = row.remaining() - LENGTH;
    return rest >= 0 && row.getInt(0) >= 0 && row.getInt(0) <= rest && Evidence.isWhole(evidence());
  }

  private ByteBuffer evidence() {
    int from = LENGTH + row.getInt(0);
    return row.slice(from, row.remaining() - from);
  }

  static byte[] key(String topic) {
    Hash hash = Hash.of(topic.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(KEY).putLong(2, hash.high()).putLong(10, hash.low()).array();
  }

  static byte[] row(byte[] found, byte[] evidence) {
    return ByteBuffer.allocate(LENGTH + found.length + evidence.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(found.length)
        .put(found)
        .put(evidence)
        .array();
  }

  /** What was found. */
  public ByteBuffer found() {
    return row.slice(LENGTH, row.getInt(0)).asReadOnlyBuffer();
  }

  /** Whether all files that it rests on are unchanged; looks at each. */
  public boolean holds() {
    return new Evidence(root, evidence()).holds();
  }

  /**
   * A text that stays the same as long as a file does; empty when there is no regular file, or when
   * it was changed so short a time ago that it may change again without showing it.
   */
  public static Optional<String> stamp(Path file, Instant now) {
    FileStatus status = new FileStatus();
    if (status.look(Libc.pathBytes(file.toString())) != 0 || !status.isRegular()) {
      return Optional.empty();
    }
    FileStamp stamp = FileStamp.of(status);
    boolean settled = stamp.isSettled(now.getEpochSecond() * NANOS + now.getNano());
    return settled ? Optional.of(stamp.text()) : Optional.empty();
  }

  /** 32 hex digits over some texts. */
  public static String digest(List<String> texts) {
    var stream = Hash.stream();
    texts.forEach(text -> stream.putString(text));
    return Hash.of(stream).toString();
  }
}
