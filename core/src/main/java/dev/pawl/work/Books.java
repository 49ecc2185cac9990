package dev.pawl.work;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
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
   * Reads the file and the inbox.
   *
   * @throws BrokenFileException if the disk fails
   */
  Sight look();

  /**
   * What was seen.
   *
   * @param merge lays what persons have changed in the file over the backlog that the run knows;
   *     must be called once
   * @param news items in the inbox; each has an origin by which it is known again
   */
  record Sight(UnaryOperator<Backlog> merge, List<NewItem> news) {}

  /**
   * Saves a change: file, worklog and history; then commits what belongs to it. Doing it twice is
   * doing it once.
   *
   * @param after the backlog with it
   * @throws BrokenFileException if the disk fails
   */
  Stored store(Transition transition, Backlog after);

  /**
   * What came of a change.
   *
   * @param commit where the repository stands by it; empty when nothing was committed
   * @param refusal why what belongs to it could not be committed
   */
  record Stored(Optional<String> commit, Optional<String> refusal) {}

  /** Commits what is left of the run's own files, with the reason; what goes wrong is told. */
  void halt(Halt halt, String reason, Backlog after);

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
   * @param folder for its files, which need not be there
   * @param attempt from 1
   */
  record Assignment(JobName job, int attempt, Task task, Backlog backlog, Path folder) {}

  /**
   * How an agent is started.
   *
   * @param text for a shell
   * @param result the file that will hold its answer
   */
  record Command(String text, Map<String, String> variables, Path result) {}

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
