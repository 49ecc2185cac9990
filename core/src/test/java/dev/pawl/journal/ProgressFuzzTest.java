package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.model.JobProgress;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes that a job writes to {@code $PAWL_PROGRESS}. */
public final class ProgressFuzzTest {
  private static final Scratch SCRATCH = new Scratch();

  /** Each character may be one that a terminal obeys. */
  private static final int LONGEST = 240;

  @TestFactory
  Stream<DynamicTest> whateverAJobTellsIsOneHarmlessLineOrNothing() throws IOException {
    return KeptInputs.of(ProgressFuzzTest.class, ProgressFuzzTest::fuzzerTestOneInput);
  }

  /** What is told is one short line, and is read as the same from a reason on record. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<JobProgress> told =
        ProgressFile.lastLine(SCRATCH.file("a.progress", input)).flatMap(JobProgress::parse);
    if (told.isPresent()) {
      String text = told.get().toString();
      if (text.chars().anyMatch(c -> c < ' ' || c >= 0x7f && c <= 0x9f)) {
        throw new AssertionError("a control character in the progress of a job");
      }
      if (text.codePointCount(0, text.length()) > LONGEST) {
        throw new AssertionError("a long line: " + text.length());
      }
      assertEquals(told, JobProgress.parse(text));
    }
  }
}
