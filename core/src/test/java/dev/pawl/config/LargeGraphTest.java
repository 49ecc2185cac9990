package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.yaml.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** 100,000 jobs with 500,000 needs: near-linear, and never deep on the stack. */
class LargeGraphTest {
  private static final int JOBS = 100_000;

  /** Fails for a quadratic step only; the figures are those of the benchmarks. */
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  @Test
  void aLargeGraphIsReadInTime() {
    String text = graph("");
    assertTimeout(
        GENEROUS, () -> assertEquals(JOBS + 1, Reading.defaultWorkflow(text).jobs().size()));
  }

  @Test
  @DisplayName("J10 a circle of 100,000 jobs is told with its beginning and length")
  void aLargeCircleIsToldInTime() {
    List<String> lines = assertTimeout(GENEROUS, () -> Reading.lines(graph(", job-99999")));
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().contains("circle: job-0 -> job-99999 -> "), lines::toString);
    assertTrue(lines.getFirst().contains(" more) -> job-0; "), lines::toString);
  }

  @Test
  @DisplayName("J09 100,000 unknown needs are told in time")
  void manyUnknownNeedsAreToldInTime() {
    String text = graph("").replaceAll("job-(\\d+)(?=[,\\]])", "jbo-$1");
    List<String> lines = assertTimeout(GENEROUS, () -> Reading.lines(text));
    assertEquals(Problems.SHOWN + 1, lines.size());
  }

  private static String graph(String needOfTheFirst) {
    StringBuilder text = new StringBuilder("jobs:\n");
    text.append("  job-0: { run: x, needs: [root").append(needOfTheFirst).append("] }\n");
    for (int i = 1; i < JOBS; i++) {
      text.append("  job-")
          .append(i)
          .append(":\n    run: echo ")
          .append(i)
          .append("\n    needs: [");
      for (int back : new int[] {1, 2, 3, 7, 50}) {
        if (i >= back) {
          text.append(back == 1 ? "" : ", ").append("job-").append(i - back);
        }
      }
      text.append("]\n");
    }
    return text.append("  root: { run: x }\n").toString().replace(", [", "[");
  }
}
