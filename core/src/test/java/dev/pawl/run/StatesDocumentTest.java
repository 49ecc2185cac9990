package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/states.md} is drawn from {@link Transitions}; {@code -Dgolden.rewrite=true} renews
 * it.
 */
class StatesDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/states.md");

  private static String drawn() {
    StringBuilder text =
        new StringBuilder(
            """
            # What a job may become

            Drawn by a test from the transition table of the run engine; do not edit. A job is in exactly one of these
            states, and what is final stays.

            ```mermaid
            stateDiagram-v2
                [*] --> pending
            """);
    for (JobStatus from : JobStatus.values()) {
      for (JobStatus to : JobStatus.values()) {
        if (Transitions.allowed(from, to)) {
          text.append("    ").append(from.wire()).append(" --> ").append(to.wire()).append('\n');
        }
      }
    }
    for (JobStatus status : JobStatus.values()) {
      text.append(status.isFinal() ? "    " + status.wire() + " --> [*]\n" : "");
    }
    return text + "```\n\n| status | meaning | may become |\n|---|---|---|\n" + table();
  }

  private static String table() {
    return Arrays.stream(JobStatus.values())
        .map(from -> "| " + from.wire() + " | " + meaning(from) + " | " + next(from) + " |\n")
        .collect(Collectors.joining());
  }

  private static String next(JobStatus from) {
    String next =
        Arrays.stream(JobStatus.values())
            .filter(to -> Transitions.allowed(from, to))
            .map(JobStatus::wire)
            .collect(Collectors.joining(", "));
    return next.isEmpty() ? "final" : next;
  }

  private static String meaning(JobStatus status) {
    return switch (status) {
      case PENDING -> "waits for its needs, a slot, or its next attempt";
      case RUNNING -> "an attempt was planned and has not ended, or the items of a loop are listed";
      case SUCCEEDED -> "exit code 0, or a service that was stopped with its run";
      case UP_TO_DATE ->
          "complete, valid and unchanged: not started; of a loop, no item is missing";
      case SKIPPED -> "took no part; the cause says why";
      case FAILED -> "ended badly, could not start, or its condition could not be judged";
      case TIMED_OUT -> "was ended because its time was up";
      case CANCELLED -> "was ended, or not started, because a person or fail_fast said so";
      case INTERRUPTED -> "was ended by a signal to the run, or left no exit status";
      case DEP_FAILED -> "never started, because something that it needs ended badly";
    };
  }

  @Test
  void theDocumentSaysWhatTheTableSays() throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, drawn());
    }
    assertEquals(drawn(), Files.readString(DOCUMENT), "renew it with -Dgolden.rewrite=true");
  }

  @Test
  void whatIsFinalStaysAndEverythingElseHasAWayOut() {
    for (JobStatus from : JobStatus.values()) {
      boolean hasWayOut =
          Arrays.stream(JobStatus.values()).anyMatch(to -> Transitions.allowed(from, to));
      assertEquals(!from.isFinal(), hasWayOut, from.wire());
      assertFalse(Transitions.allowed(from, from), from.wire());
    }
  }

  @Test
  void everyStatusIsReached() {
    for (JobStatus to : JobStatus.values()) {
      assertTrue(
          Arrays.stream(JobStatus.values()).anyMatch(from -> Transitions.allowed(from, to)),
          to.wire());
    }
  }
}
