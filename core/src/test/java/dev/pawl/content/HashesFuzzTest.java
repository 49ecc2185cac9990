package dev.pawl.content;

import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as {@code .pawl/hashes}. */
public final class HashesFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final String FILE = ".pawl/hashes";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
  static final byte[] PATH = "a.txt".getBytes(StandardCharsets.UTF_8);
  static final Hash CONTENT = new Hash(1, 2);
  static final String TOPIC = "topic";

  @TestFactory
  Stream<DynamicTest> everyCacheIsUsedAndWrittenAnew() throws IOException {
    return KeptInputs.of(HashesFuzzTest.class, HashesFuzzTest::fuzzerTestOneInput);
  }

  /** As it is, and with a checksum that holds. */
  public static void fuzzerTestOneInput(byte[] input) {
    check(input);
    if (input.length > 4) {
      CRC32C crc = new CRC32C();
      crc.update(input, 0, input.length - 4);
      byte[] sealed = input.clone();
      ByteBuffer.wrap(sealed)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(sealed.length - 4, (int) crc.getValue());
      check(sealed);
    }
  }

  private static void check(byte[] input) {
    SCRATCH.file(FILE, input);
    SCRATCH.file("a.txt", PATH);
    FileStatus status = new FileStatus();
    status.look(Libc.pathBytes(SCRATCH.folder().resolve("a.txt").toString()));
    HashCache cache = new HashCache(SCRATCH.folder(), CLOCK);
    cache.hash(PATH, status);
    cache.stamp(PATH, CONTENT);
    byte[] manifest = cache.manifest(CONTENT);
    if (manifest != null) {
      Manifest.folder(manifest);
      Manifest.all(manifest);
    }
    Finding.recall(SCRATCH.folder(), TOPIC, CLOCK)
        .ifPresent(finding -> {
          finding.found();
          finding.holds();
        });
    try {
      cache.learn(CONTENT, () -> new byte[] {'A'});
      cache.save();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
