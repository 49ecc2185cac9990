package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.backlog.file.Inbox.Intake;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code BACKLOG_INBOX.yaml}. */
public final class InboxFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final BacklogDocument FOUND =
      Reading.document("schema_version: 4\nnext_id: 3\nitems:\n- { id: WRK-003, title: old }\n");

  @TestFactory
  Stream<DynamicTest> everyInboxIsTakenOnceAndWhatIsWrongWithItIsTold() throws IOException {
    return KeptInputs.of(InboxFuzzTest.class, InboxFuzzTest::fuzzerTestOneInput);
  }

  /** What was taken is saved, and is not taken again, wherever Pawl was killed. */
  public static void fuzzerTestOneInput(byte[] input) {
    Problems problems = new Problems(Inbox.NAME);
    Optional<String> text = FileText.decode(input, problems);
    problems.sorted().forEach(problem -> Harmless.check(problem.toString()));
    text.ifPresent(InboxFuzzTest::check);
  }

  private static void check(String text) {
    Intake first = take(text, FOUND);
    first.problems().forEach(problem -> Harmless.check(problem.toString()));
    BacklogDocument saved = FOUND.with(first.backlog());
    assertEquals(first.backlog(), saved.backlog());
    assertEquals(first.backlog(), Reading.backlog(saved.text()), saved::text);
    for (String left : List.of(text, first.text())) {
      Intake second = take(left, saved);
      assertEquals(List.of(), second.taken(), left);
      assertEquals(first.backlog().ids(), second.backlog().ids());
    }
  }

  private static Intake take(String text, BacklogDocument document) {
    return Inbox.take(Inbox.NAME, text, document.backlog(), Reading.settings(), NOW);
  }
}
