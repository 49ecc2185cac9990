package dev.pawl.work;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.JobName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The disk side of a run over the backlog. {@link #look}, {@link #store} and {@link #halt} come
 * from one thread, the others from threads of their tasks.
 */
public interface Books extends AutoCloseable {
  /**
   * Tells where the files of the run are, once persons change the backlog by way of it alone. What
   * they have changed since the opening is looked at, and the inbox is taken in.
   *
   * @throws BrokenFileException if the disk fails
   */
  void begin(RunFolder folder);

  /** The settings of the run. */
  WorkSettings settings();

  /** What the file has said at the begin of the run; before that, when the books were opened. */
  Backlog found();

  /**
   * Looks at the file and the inbox, and saves what the run knows, if that differs.
   *
   * @param ours what the run knows
   * @return what persons have changed, to be laid over what the run knows by then
   * @throws BrokenFileException if the disk fails
   * @throws HeldException if the file cannot be read as a person has left it
   */
  UnaryOperator<Backlog> look(Backlog ours) throws HeldException;

  /**
   * Saves changes: file, worklog and histories; then commits what belongs to them. Doing it twice
   * is doing it once.
   *
   * @param after the backlog with all of them
   * @throws BrokenFileException if the disk fails
   * @throws HeldException if the file cannot be read as a person has left it
   */
  Saved store(List<Transition> transitions, Backlog after) throws HeldException;

  /**
   * Changes that are saved.
   *
   * @param each what came of each, in their order
   * @param merge what persons have changed, to be laid over what the run knows by then
   */
  record Saved(List<Stored> each, UnaryOperator<Backlog> merge) {
    public Saved {
      each = List.copyOf(each);
    }
  }

  /**
   * What came of a change.
   *
   * @param number of the change
   * @param commit where the repository stands by it; empty when nothing was committed
   * @param refusal why what belongs to it could not be committed
   */
  record Stored(int number, Optional<String> commit, Optional<String> refusal) {}

  /**
   * Commits what is left of the run's own files, with the reason; what goes wrong is told.
   *
   * @param after the backlog, to be saved first; empty when the file stays as it is, because
   *     changes could not be stored and are left to the next run
   */
  void halt(Halt halt, String reason, Optional<Backlog> after);

  /**
   * Prepares an attempt of a task: looks whether it may begin, and writes its prompt.
   *
   * @return how the agent is started
   * @throws WithheldException if it may not begin
   */
  Command prepare(Assignment assignment) throws WithheldException, InterruptedException;

  /**
   * A task that is about to be given to an agent.
   *
   * @param attempt from 1
   * @param failure what went wrong with the attempt before
   * @param backlog as it stands now
   */
  record Assignment(
      JobName job, int attempt, Task task, Optional<String> failure, Backlog backlog) {}

  /**
   * How an agent is started.
   *
   * @param text for a shell
   */
  record Command(String text, Map<String, String> variables) {}

  /**
   * What an agent has come to.
   *
   * @param log what it printed
   */
  PhaseReport report(
      Assignment assignment, OptionalInt exitCode, int signal, Path log, Instant now);

  /** Whether an agent that still runs has given its answer. */
  boolean hasAnswered(Assignment assignment);

  @Override
  void close();
}
