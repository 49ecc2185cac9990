package dev.pawl.app.cli;

import dev.pawl.journal.RunFilesOnDisk;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.Runs;
import dev.pawl.process.Identity;
import dev.pawl.run.Owner;
import dev.pawl.run.RunReport;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The runs of a project as somebody who looks sees them. Takes no lock, changes no byte. */
final class RunRecords {
  private static final int LAST_EVENT = 1024;

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

  /** What a run is at this moment; empty when it has not begun or cannot be read. */
  Optional<RunReport> report(RunFolder folder) {
    return state(folder)
        .map(state ->
            RunReport.of(state, isDriven(state), new RunFilesOnDisk(folder, mask), Instant.now()));
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

  private static boolean isDriven(RunState state) {
    Owner owner = state.created().owner();
    return state.end().isEmpty() && new Identity(owner.boot(), owner.pid(), owner.start()).alive();
  }

  /** Whether a run may still be going on; cheap, and wrong only in saying yes. */
  static boolean maybeLive(RunFolder folder) {
    try (RandomAccessFile journal = new RandomAccessFile(folder.journal().toFile(), "r")) {
      journal.seek(Math.max(0, journal.length() - LAST_EVENT));
      byte[] end = new byte[LAST_EVENT];
      int count = Math.max(0, journal.read(end));
      return !new String(end, 0, count, StandardCharsets.UTF_8)
          .contains("\"event\":\"RunFinished\"");
    } catch (IOException unreadable) {
      return true;
    }
  }
}
