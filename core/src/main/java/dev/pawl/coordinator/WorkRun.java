package dev.pawl.coordinator;

import dev.pawl.backlog.WorkOrder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Project;
import dev.pawl.model.Workflow;
import dev.pawl.posix.KernelLock;
import dev.pawl.run.Placement;
import dev.pawl.run.Selectors;
import dev.pawl.work.Books;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Works at the backlog: one run at a time in a project. What earlier runs have decided and not
 * saved is taken up first.
 */
public final class WorkRun {
  private static final int REFUSED = 3;
  private static final int FAULT = 70;

  /** Somebody who only asks whether the lock is free holds it for a moment. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final Path project;
  private final Project configured;
  private final boolean echo;
  private final Placement placement;

  /**
   * A run in a project.
   *
   * @param echo whether the observer wants the lines of the agents
   * @param placement inline or detached
   */
  public WorkRun(Path project, Project configured, boolean echo, Placement placement) {
    this.project = project;
    this.configured = configured;
    this.echo = echo;
    this.placement = placement;
  }

  /** The workflow as which it is listed; it has no jobs before agents are given some. */
  public static Workflow workflow() {
    return Workflow.of("backlog");
  }

  /**
   * Works on the calling thread until there is nothing more to do, or the run is stopped.
   *
   * @param config the text of the configuration
   * @param books open; the caller closes them
   */
  public RunOutcome run(WorkOrder order, String config, Books books, Company company) {
    try (KernelLock lock = new Locks(project).drive()) {
      if (!lock.lock(PATIENCE_MILLIS)) {
        return RunOutcome.refused(REFUSED, List.of("another 'pawl work' runs here" + holder()));
      }
      new LostRuns(project, UnaryOperator.identity(), company.observer()::notice).record();
      WorkRequest work =
          new WorkRequest(
              order,
              books.settings(),
              config,
              books,
              new WorkRuns(project).left(),
              new Answers(),
              lock);
      return Coordinator.run(request(work), company);
    } catch (IOException e) {
      String why = "cannot take the lock of the backlog: " + DiskProblem.told(e);
      return RunOutcome.refused(FAULT, List.of(why));
    } catch (BrokenFileException | DamagedFileException e) {
      return RunOutcome.refused(FAULT, List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunOutcome.refused(FAULT, List.of("interrupted before it began"));
    }
  }

  private RunRequest request(WorkRequest work) {
    return new RunRequest(
        project,
        configured,
        workflow(),
        Selectors.ALL,
        OptionalInt.of(work.settings().execution().concurrency()),
        Map.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        echo,
        placement,
        Optional.of(work));
  }

  /** Which run it is that works, and under which pid, as far as that can be told. */
  private String holder() {
    return new WorkRuns(project)
        .current()
        .map(state -> " (run %s, pid %d)".formatted(state.created().run(), state.owner().pid()))
        .orElse("");
  }
}
