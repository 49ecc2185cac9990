package dev.pawl.git;

import dev.pawl.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as what {@code git status} has printed. */
public final class StatusFuzzTest {
  @TestFactory
  Stream<DynamicTest> everyStatusIsUnderstoodOrRefused() throws IOException {
    return KeptInputs.of(StatusFuzzTest.class, StatusFuzzTest::fuzzerTestOneInput);
  }

  /** Texts with a NUL between them; see git-status(1), -z. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      for (StatusEntry entry : StatusEntry.parse(List.of(text.split("\0", -1)))) {
        if (("/" + entry.path() + "/").contains("/.pawl/")) {
          throw new AssertionError("nobody's work: " + entry);
        }
      }
    } catch (GitException e) {
      // refused
    }
  }
}
