package dev.pawl.app.cli;

import dev.pawl.coordinator.Driven;
import dev.pawl.coordinator.TracesOnDisk;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.Runs;
import dev.pawl.run.RunReport;
import dev.pawl.run.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The runs of a project as somebody who looks sees them. Takes no lock, changes no byte. */
final class RunRecords {
  private final Path project;
  private final Consumer<String> warnings;
  private final UnaryOperator<String> mask;

  /** The runs of the project that a call is about; it is told which cannot be used. */
  RunRecords(Path project, Call call) {
    this.project = project;
    this.warnings = message -> call.say("pawl: " + message);
    this.mask = new LookersMask(call);
  }

  /** All runs, newest first. */
  List<RunFolder> newestFirst() {
    return new Runs(project).list();
  }

  /** The newest run of which anything has happened. */
  Optional<RunFolder> newest() {
    return newestFirst().stream().filter(RunReader::hasBegun).findFirst();
  }

  /** What a run is at this moment; empty when it has not begun or cannot be read. */
  Optional<RunReport> report(RunFolder folder) {
    return state(folder).flatMap(state -> report(folder, state));
  }

  private Optional<RunReport> report(RunFolder folder, RunState read) {
    boolean driven = Driven.is(read);
    // A coordinator goes when it has recorded the end: it may have done both since that was read.
    Optional<RunState> last = driven || read.end().isPresent() ? Optional.of(read) : state(folder);
    return last.map(
        state -> RunReport.of(state, driven, TracesOnDisk.of(folder, state, mask), Instant.now()));
  }

  private Optional<RunState> state(RunFolder folder) {
    return switch (RunReader.read(folder)) {
      case RunReading.Whole whole -> Optional.of(whole.state());
      case RunReading.NotBegun _ -> Optional.empty();
      case RunReading.Broken broken -> {
        warnings.accept(broken.message());
        yield Optional.empty();
      }
    };
  }
}
