package dev.pawl.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The inputs of a fuzz target that are kept: its seeds, and each that has ever found something.
 * They lie in a folder of the resources that is called like its class, with {@code Inputs} behind.
 */
public final class KeptInputs {
  /** Beyond this it hangs. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private KeptInputs() {}

  /** A test for each of them, and one for the empty input. */
  public static Stream<DynamicTest> of(Class<?> target, Consumer<byte[]> run) throws IOException {
    Path folder = Path.of("src/test/resources", target.getName().replace('.', '/') + "Inputs");
    List<Path> kept;
    try (Stream<Path> files = Files.list(folder)) {
      kept = files.sorted().toList();
    }
    assertFalse(kept.isEmpty(), () -> "no input in " + folder);
    return Stream.concat(
        Stream.of(test("empty", new byte[0], run)),
        kept.stream().map(file -> test(String.valueOf(file.getFileName()), bytes(file), run)));
  }

  private static DynamicTest test(String name, byte[] input, Consumer<byte[]> run) {
    return DynamicTest.dynamicTest(
        name, () -> assertTimeoutPreemptively(LONGEST, () -> run.accept(input)));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
