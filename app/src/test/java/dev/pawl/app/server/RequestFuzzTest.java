package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.app.testing.KeptInputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as what a client says to a run. */
public final class RequestFuzzTest {
  @TestFactory
  Stream<DynamicTest> everyRequestIsTakenOrRefused() throws IOException {
    return KeptInputs.of(RequestFuzzTest.class, RequestFuzzTest::fuzzerTestOneInput);
  }

  /** What is taken can be said again, and a refusal is an answer that a client takes. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ControlRequest request = ControlRequest.parse(input);
      byte[] line = request.line();
      ControlRequest again = ControlRequest.parse(Arrays.copyOf(line, line.length - 1));
      assertEquals(request, again);
      assertArrayEquals(line, again.line());
    } catch (IllegalArgumentException e) {
      ControlAnswer refused =
          ControlAnswer.refused(ControlAnswer.cut(String.valueOf(e.getMessage())));
      byte[] line = refused.line();
      assertEquals(refused, ControlAnswer.parse(Arrays.copyOf(line, line.length - 1)));
    }
  }
}
