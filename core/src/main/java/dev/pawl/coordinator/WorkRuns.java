package dev.pawl.coordinator;

import dev.pawl.backlog.Transition;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs over the backlog, as their records tell; there is one at a time. Takes no lock and
 * changes nothing.
 *
 * @param project the folder that holds {@code .pawl}
 */
public record WorkRuns(Path project) {
  private static final int FIRST_EVENT = 2048;

  /** The newest one, whether it goes on or has ended. */
  public Optional<RunState> last() {
    return all().findFirst();
  }

  /**
   * Changes that were decided and not saved: those of the newest one that has begun. That one has
   * decided again, as its own, what was left before it; one that was killed before it had begun has
   * decided nothing.
   *
   * @throws DamagedFileException if the records of a run are damaged that may be the one: what it
   *     has decided would be done twice
   * @throws BrokenFileException if they cannot be read
   */
  List<Transition> left() {
    for (RunFolder folder : new Runs(project).list()) {
      Optional<RunState> begun =
          (maybe(folder) ? RunReader.whole(folder) : Optional.<RunReading.Whole>empty())
              .map(RunReading.Whole::state)
              .filter(state -> state.work().isWork() && state.hasBegun());
      if (begun.isPresent()) {
        return begun.get().unsaved();
      }
    }
    return List.of();
  }

  private Stream<RunState> all() {
    return new Runs(project)
        .list().stream()
            .filter(WorkRuns::maybe)
            .map(RunReader::read)
            .filter(RunReading.Whole.class::isInstance)
            .map(reading -> ((RunReading.Whole) reading).state())
            .filter(state -> state.work().isWork());
  }

  /** The one that works now. */
  public Optional<RunState> current() {
    return last().filter(Driven::is);
  }

  /** Whether a run may be one over the backlog; cheap, and wrong only in saying yes. */
  private static boolean maybe(RunFolder folder) {
    try (InputStream journal = Files.newInputStream(folder.journal())) {
      String begin = new String(journal.readNBytes(FIRST_EVENT), StandardCharsets.UTF_8);
      return begin.contains("\"workflow\":\"" + WorkRun.workflow().name() + "\"");
    } catch (NoSuchFileException notBegun) {
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }
}
