package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.app.testing.KeptInputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as what a run answers to a client. */
public final class AnswerFuzzTest {
  @TestFactory
  Stream<DynamicTest> everyAnswerIsUnderstoodOrRefused() throws IOException {
    return KeptInputs.of(AnswerFuzzTest.class, AnswerFuzzTest::fuzzerTestOneInput);
  }

  /** What is understood can be said again. */
  public static void fuzzerTestOneInput(byte[] input) {
    ControlAnswer answer;
    try {
      answer = ControlAnswer.parse(input);
    } catch (IllegalArgumentException e) {
      return;
    }
    byte[] line = answer.line();
    assertEquals(answer, ControlAnswer.parse(Arrays.copyOf(line, line.length - 1)));
  }
}
