package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pawl.config.ConfigReader;
import dev.pawl.config.ConfigResult;
import dev.pawl.model.JobName;
import dev.pawl.model.Project;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Entry;
import dev.pawl.run.Placement;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The workflow {@code default} of a project, and a test that looks on while it runs. */
final class ObservedRun implements RunObserver, StopSignals {
  private final Path folder;
  private final RunRequest request;
  private final List<String> notices = new ArrayList<>();
  private Consumer<RunEvent> watch = event -> {};
  private IntConsumer signals = number -> {};

  ObservedRun(Path folder, String config) throws IOException {
    this.folder = folder;
    Path file = Files.writeString(folder.resolve("pawl.yml"), config);
    Project project =
        assertInstanceOf(ConfigResult.Checked.class, ConfigReader.read(file)).project();
    this.request =
        new RunRequest(
            folder,
            project,
            project.workflows().get(WorkflowName.DEFAULT),
            Selectors.ALL,
            OptionalInt.empty(),
            Map.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            Placement.INLINE,
            Optional.empty());
  }

  /** Calls back for each event once it is written, on the coordinator's thread. */
  ObservedRun watched(Consumer<RunEvent> by) {
    watch = by;
    return this;
  }

  RunOutcome run() {
    return run(RunControl.NONE);
  }

  RunOutcome run(RunControl control) {
    return Coordinator.run(request, new Company(this, this, control, run -> List.of()));
  }

  RunRequest request() {
    return request;
  }

  /** As if the program had got a signal. */
  void signal(int number) {
    signals.accept(number);
  }

  List<String> notices() {
    return notices;
  }

  String lastLineOfLedger() throws IOException {
    return Files.readAllLines(folder.resolve(".pawl/state.jsonl")).getLast();
  }

  @Override
  public void onSignal(IntConsumer signal) {
    signals = signal;
  }

  @Override
  public void recorded(RunState state, List<Entry> entries) {
    entries.forEach(entry -> watch.accept(entry.event()));
  }

  @Override
  public void line(JobName job, int attempt, String line) {}

  @Override
  public void notice(String text) {
    notices.add(text);
  }
}
