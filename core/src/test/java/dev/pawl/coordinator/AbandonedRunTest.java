package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.config.ConfigReader;
import dev.pawl.config.ConfigResult;
import dev.pawl.model.JobName;
import dev.pawl.model.Project;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.Selectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that a bug or a broken file ends. */
class AbandonedRunTest {
  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();

  private RunOutcome run(String config, RunObserver observer) throws Exception {
    Path file = Files.writeString(folder.resolve("pawl.yml"), config);
    Project project =
        assertInstanceOf(ConfigResult.Checked.class, ConfigReader.read(file)).project();
    RunRequest request =
        new RunRequest(
            folder,
            project,
            project.workflows().get(WorkflowName.DEFAULT),
            Selectors.ALL,
            OptionalInt.empty(),
            Map.of(),
            false,
            Optional.empty(),
            false);
    return Coordinator.run(request, observer, StopSignals.NONE);
  }

  /** Does something when the first job has started. */
  private final class AtStart implements RunObserver {
    private final Runnable action;
    private boolean started;

    AtStart(Runnable action) {
      this.action = action;
    }

    @Override
    public void recorded(RunState state, List<Entry> entries) {
      boolean starts =
          entries.stream().anyMatch(entry -> entry.event() instanceof RunEvent.AttemptStarted);
      if (starts && !started) {
        started = true;
        action.run();
      }
    }

    @Override
    public void line(JobName job, int attempt, String line) {}

    @Override
    public void notice(String text) {
      notices.add(text);
    }
  }

  private String lastStep() throws Exception {
    return Files.readAllLines(folder.resolve(".pawl/state.jsonl")).getLast();
  }

  @Test
  @DisplayName("L07 neighbour: a bug in Pawl leaves the step that was under way with its reason")
  void aBugLeavesTheStepWithItsReason() throws Exception {
    RunObserver faulty =
        new AtStart(() -> {
          throw new IllegalStateException("a bug");
        });

    RunOutcome outcome = run("jobs: { a: { run: sleep 1000, checkpoint: true } }", faulty);

    String bug = "internal error: java.lang.IllegalStateException: a bug";
    assertEquals(70, outcome.exitCode());
    assertEquals(List.of(bug), outcome.messages());
    assertTrue(lastStep().contains("{\"Invalid\":\"Incomplete: " + bug), lastStep());
    assertEquals(List.of(), notices);
  }

  @Test
  @DisplayName("L09 neighbour: a ledger that is damaged during a run ends it with one clear line")
  void aLedgerDamagedDuringARunEndsItWithOneLine() throws Exception {
    Files.createDirectory(folder.resolve(".pawl"));
    Path ledger = folder.resolve(".pawl/state.jsonl");
    String damage = "not json\nnor this\n";

    RunOutcome outcome =
        run(
            "jobs: { a: { run: 'printf \""
                + damage.replace("\n", "\\\\n")
                + "\" >.pawl/state.jsonl' },"
                + " b: { run: touch ran, checkpoint: true, needs: a } }",
            new AtStart(() -> {}));

    assertEquals(70, outcome.exitCode());
    String reason = outcome.state().orElseThrow().end().orElseThrow().reason().orElseThrow();
    assertTrue(reason.startsWith(ledger + " is damaged at line 1, byte 0: "), reason);
    assertEquals(List.of(), notices);
    assertEquals(damage, Files.readString(ledger));
    assertTrue(Files.notExists(folder.resolve("ran")));
  }
}
