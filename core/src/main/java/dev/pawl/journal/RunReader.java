package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.Now;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at runs: plan and journal become a state. Takes no lock and changes nothing. */
public final class RunReader {
  /** Bytes of a journal that has whole entries for sure. */
  private static final int LONG = 1 << 16;

  private RunReader() {}

  /** What the folder of a run holds. Never throws for what it holds. */
  public static RunReading read(RunFolder folder) {
    try {
      return whole(folder)
          .<RunReading>map(Function.identity())
          .orElseGet(() -> new RunReading.NotBegun(folder));
    } catch (DamagedFileException | BrokenFileException e) {
      return new RunReading.Broken(folder, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The same for who must know what the run has recorded. Empty when nothing of it has run, or when
   * it is removed while it is read.
   *
   * @throws DamagedFileException if its records are damaged
   * @throws BrokenFileException if they cannot be read
   */
  public static Optional<RunReading.Whole> whole(RunFolder folder) {
    if (Files.notExists(folder.journal())) {
      return Optional.empty();
    }
    try {
      Journal.Replayed journal = Journal.read(folder.journal());
      if (journal.entries().isEmpty()) {
        return Optional.empty();
      }
      Plan plan = Plans.read(folder);
      RunState state = replay(folder, plan.workflow(), journal.entries());
      return Optional.of(new RunReading.Whole(folder, plan, state, journal.torn()));
    } catch (DamagedFileException | BrokenFileException e) {
      if (Files.notExists(folder.path())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether anything of a run has happened: its creation may be going on, or was cut off. */
  public static boolean hasBegun(RunFolder folder) {
    try {
      return Files.size(folder.journal()) >= LONG || Journal.span(folder.journal()).isPresent();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | DamagedFileException | BrokenFileException e) {
      return true;
    }
  }

  /**
   * The state that the entries of a run lead to.
   *
   * @throws DamagedFileException if they do not fit the workflow, or one another
   */
  public static RunState replay(RunFolder folder, Workflow workflow, List<Entry> entries) {
    if (!entries.isEmpty() && !(entries.getFirst().event() instanceof RunEvent.RunCreated)) {
      throw new DamagedFileException(folder.journal() + " does not begin with RunCreated");
    }
    RunState state = new RunState(workflow);
    for (Entry entry : entries) {
      try {
        state.apply(entry.event(), Now.replayed(entry.at()));
      } catch (IllegalStateException | IllegalArgumentException e) {
        throw new DamagedFileException(
            "%s does not fit its plan at seq %d: %s"
                .formatted(folder.journal(), entry.seq(), e.getMessage()));
      }
    }
    return state;
  }
}
