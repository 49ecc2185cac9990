package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.run.RunEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that a bug or a broken file ends. */
class AbandonedRunTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("L07 neighbour: a bug in Pawl leaves the step that was under way with its reason")
  void aBugLeavesTheStepWithItsReason() throws Exception {
    ObservedRun run =
        new ObservedRun(folder, "jobs: { a: { run: sleep 1000, checkpoint: true } }")
            .watched(event -> {
              if (event instanceof RunEvent.AttemptStarted) {
                throw new IllegalStateException("a bug");
              }
            });

    RunOutcome outcome = run.run();

    String bug = "internal error: java.lang.IllegalStateException: a bug";
    assertEquals(70, outcome.exitCode());
    assertEquals(List.of(bug), outcome.messages());
    String last = run.lastLineOfLedger();
    assertTrue(last.contains("{\"Invalid\":\"Incomplete: " + bug), last);
    assertEquals(List.of(), run.notices());
  }

  @Test
  @DisplayName("L09 neighbour: a ledger that is damaged during a run ends it with one clear line")
  void aLedgerDamagedDuringARunEndsItWithOneLine() throws Exception {
    Path ledger = folder.resolve(".pawl/state.jsonl");
    Files.writeString(folder.resolve("damage"), "not json\nnor this\n");
    ObservedRun run =
        new ObservedRun(
            folder,
            """
            jobs:
              a: { run: cp damage .pawl/state.jsonl }
              b: { run: touch ran, checkpoint: true, needs: a }
            """);

    RunOutcome outcome = run.run();

    assertEquals(70, outcome.exitCode());
    String reason = outcome.state().orElseThrow().end().orElseThrow().reason().orElseThrow();
    assertTrue(reason.startsWith(ledger + " is damaged at line 1, byte 0: "), reason);
    assertEquals(List.of(), run.notices());
    assertEquals("not json\nnor this\n", Files.readString(ledger));
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  @Test
  @Timeout(60)
  @DisplayName(
      "L09 neighbour: a step that cannot be marked complete in a damaged ledger ends the run")
  void aStepThatCannotBeMarkedCompleteEndsTheRun() throws Exception {
    Files.writeString(folder.resolve("damage"), "not json\nnor this\n");
    ObservedRun run =
        new ObservedRun(
            folder, "jobs: { a: { run: cp damage .pawl/state.jsonl, checkpoint: true } }");

    RunOutcome outcome = run.run();

    assertEquals(70, outcome.exitCode());
    assertEquals("not json\nnor this\n", Files.readString(folder.resolve(".pawl/state.jsonl")));
  }
}
