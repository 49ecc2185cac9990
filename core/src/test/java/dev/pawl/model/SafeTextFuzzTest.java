package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes on their way to a terminal. */
public final class SafeTextFuzzTest {
  /** Select Graphic Rendition (ECMA-48, 8.3.117), which changes the look of text only. */
  private static final Pattern LOOK = Pattern.compile("\u001b\\[[0-9;:]*m");

  @TestFactory
  Stream<DynamicTest> nothingIsLeftThatATerminalObeys() throws IOException {
    return KeptInputs.of(SafeTextFuzzTest.class, SafeTextFuzzTest::fuzzerTestOneInput);
  }

  /** In names, and in lines of jobs with and without colours. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Harmless.check(SafeText.shown(text));
    String plain = SafeText.line(text, false);
    Harmless.check(plain.replace('\t', ' '));
    assertEquals(plain, SafeText.line(plain, false));
    String colored = SafeText.line(text, true);
    Harmless.check(LOOK.matcher(colored).replaceAll("").replace('\t', ' '));
  }
}
