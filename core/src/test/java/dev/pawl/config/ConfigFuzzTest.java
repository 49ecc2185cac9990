package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code pawl.yml}. */
public final class ConfigFuzzTest {
  private static final String NAME = "pawl.yml";

  @TestFactory
  Stream<DynamicTest> everyFileIsUnderstoodOrRefusedWithItsProblems() throws IOException {
    return KeptInputs.of(ConfigFuzzTest.class, ConfigFuzzTest::fuzzerTestOneInput);
  }

  /** What is understood is planned, and the plan reads as the same. */
  public static void fuzzerTestOneInput(byte[] input) {
    Problems problems = new Problems(NAME);
    ConfigResult result =
        FileText.decode(input, problems)
            .map(text -> ConfigReader.parse(NAME, text))
            .orElseGet(() -> new ConfigResult.Refused(problems.sorted()));
    switch (result) {
      case ConfigResult.Refused(List<Problem> found) -> {
        assertFalse(found.isEmpty(), "refused without a problem");
        found.forEach(problem -> Harmless.check(problem.toString()));
      }
      case ConfigResult.Checked checked ->
          checked
              .project()
              .workflows()
              .values()
              .forEach(workflow -> {
                Plan plan = Plan.of(workflow);
                assertEquals(plan, Plans.parse(Plans.bytes(plan)));
              });
    }
  }
}
