package dev.pawl.coordinator;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.posix.KernelLock;
import dev.pawl.work.Amending;
import dev.pawl.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The backlog while no run works at it: persons change it here then. The lock of the backlog is
 * held from the reading of the file on; that of driving only while it is saved, and it is asked for
 * without waiting, because a run that begins waits for it.
 *
 * @param project the folder that holds {@code .pawl}
 * @param name of the file, used in messages
 */
public record IdleBacklog(Path project, String name, WorkSettings settings) {
  private static final long PATIENCE_MILLIS = 5_000;

  /** What came of a change. */
  public sealed interface Outcome {
    /** It is decided, and saved if it was accepted. */
    record Decided(Answer answer) implements Outcome {}

    /** The file cannot be read. */
    record Unreadable(List<Problem> problems) implements Outcome {
      public Unreadable {
        problems = List.copyOf(problems);
      }
    }

    /** A run works at the backlog: that is to be asked. */
    record Worked() implements Outcome {}
  }

  /**
   * Decides a change and saves it. Commits nothing. What can never be begun is refused here,
   * whether a run works or not.
   */
  public Outcome change(BacklogChange change) throws IOException, InterruptedException {
    Locks locks = new Locks(project);
    try (KernelLock backlog = locks.backlog();
        KernelLock drive = locks.drive()) {
      if (!backlog.lock(PATIENCE_MILLIS)) {
        return new Outcome.Decided(new Answer.Later("others change the backlog at this moment"));
      }
      return switch (Amending.read(project, name, settings)) {
        case Amending.Reading.Unreadable(List<Problem> problems) ->
            new Outcome.Unreadable(problems);
        case Amending.Reading.Readable(Amending amending) -> change(change, amending, drive);
      };
    }
  }

  private Outcome change(BacklogChange change, Amending amending, KernelLock drive)
      throws IOException {
    Optional<String> hopeless = amending.hopeless(change);
    if (hopeless.isPresent()) {
      return new Outcome.Decided(new Answer.Refused(hopeless.get()));
    }
    Instant now = Instant.ofEpochMilli(InstantSource.system().millis());
    Answer answer = amending.decide(change, taken(), now);
    if (!drive.tryLock()) {
      return new Outcome.Worked();
    }
    boolean lost =
        answer instanceof Answer.Changed(Transition transition) && !amending.save(transition);
    return new Outcome.Decided(
        lost ? new Answer.Later("BACKLOG.yaml has been edited at this moment") : answer);
  }

  /** The highest number that a run which has died has given to an item, and not saved. */
  private int taken() {
    return new WorkRuns(project).left().stream().mapToInt(Transition::highest).max().orElse(0);
  }
}
