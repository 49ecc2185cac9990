package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.line.DamagedFileException;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code plan.json}. */
public final class PlanFuzzTest {
  @TestFactory
  Stream<DynamicTest> everyPlanIsReadAndWrittenOrRefused() throws IOException {
    return KeptInputs.of(PlanFuzzTest.class, PlanFuzzTest::fuzzerTestOneInput);
  }

  /** What is taken is written again, and reads as the same. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Plan plan = Plans.parse(input);
      assertEquals(plan, Plans.parse(Plans.bytes(plan)));
    } catch (DamagedFileException e) {
      Harmless.check(e.getMessage());
    }
  }
}
