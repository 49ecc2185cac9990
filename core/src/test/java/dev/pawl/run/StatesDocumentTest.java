package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Move;
import dev.pawl.backlog.Moves;
import dev.pawl.backlog.Resolution;
import dev.pawl.model.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/states.md} is drawn from {@link Transitions} and {@link ItemStatus}; {@code
 * -Dgolden.rewrite=true} renews it.
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
    text.append("```\n\n| status | meaning | may become |\n|---|---|---|\n").append(table());
    return text + "\n" + items();
  }

  private static String items() {
    StringBuilder text =
        new StringBuilder(
            """
            # What an item of the backlog may become

            Drawn from the table of its moves. What is blocked goes back to where it came from and nowhere else; what is done
            stays done, and moves to the worklog once nothing that is open needs it.

            ```mermaid
            stateDiagram-v2
                [*] --> new
            """);
    for (ItemStatus from : ItemStatus.values()) {
      for (ItemStatus to : ItemStatus.values()) {
        if (from.mayBecome(to)) {
          text.append("    ").append(from.wire()).append(" --> ").append(to.wire()).append('\n');
        }
      }
    }
    text.append("    done --> [*]\n```\n\n");
    text.append("| status | meaning | may become | and by a person |\n|---|---|---|---|\n");
    for (ItemStatus status : ItemStatus.values()) {
      text.append("| ").append(status.wire()).append(" | ").append(meaning(status));
      text.append(" | ").append(next(status)).append(" | ").append(byPerson(status));
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String next(ItemStatus from) {
    String next =
        Arrays.stream(ItemStatus.values())
            .filter(from::mayBecome)
            .map(ItemStatus::wire)
            .collect(Collectors.joining(", "));
    return next.isEmpty() ? "final" : next;
  }

  /** What the engine does not do by itself. */
  private static String byPerson(ItemStatus from) {
    Item item = ItemNotation.item("WRK-1 " + from.wire());
    boolean ends = Moves.end(item, Resolution.CLOSED, Turns.BEGIN) instanceof Move.Made;
    return ends ? "done (completed or closed)" : "";
  }

  private static String meaning(ItemStatus status) {
    return switch (status) {
      case NEW -> "waits for its triage";
      case SCOPING -> "goes through the pre_phases of its pipeline";
      case READY -> "waits to be promoted: max_wip bounds what is in progress";
      case IN_PROGRESS -> "goes through the phases of its pipeline";
      case DONE -> "over: completed, or closed, which meets no need";
      case BLOCKED -> "waits for a person, and says why";
    };
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
