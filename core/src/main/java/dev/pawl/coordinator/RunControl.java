package dev.pawl.coordinator;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A way by which others reach a run while it goes on. The coordinator opens it once the run has a
 * folder, and closes it when the run is over, before anything else of the run is closed.
 */
public interface RunControl {
  /** Nobody reaches the run: for a program that embeds Pawl. */
  RunControl NONE = (folder, requests) -> () -> {};

  /**
   * Called by the coordinator, which does not wait for what this begins. What goes wrong is told to
   * a person, and never the end of the run.
   */
  Opened open(RunFolder folder, Requests requests);

  /** Ends when the run does. */
  interface Opened extends AutoCloseable {
    /** After this, nothing is asked of the run any more. Waits for no other process. */
    @Override
    void close();
  }

  /**
   * What may be asked of a run, by any thread; never waits. An order that comes after the end of
   * what it is about changes nothing.
   */
  interface Requests {
    /**
     * Ends the run: started and waiting jobs are cancelled. A second one kills at once.
     *
     * @return why not; empty when it will be done
     */
    Optional<String> cancelRun();

    /**
     * Ends some jobs; what needs them does not start. A second one kills at once.
     *
     * @return why none of them will be; empty when it will be done
     */
    Optional<String> cancelJobs(List<JobName> jobs);

    /**
     * Changes the backlog that the run works at.
     *
     * @param hearer hears once what came of it, on any thread, when it is on the disk; must not
     *     wait
     */
    void change(BacklogChange change, Consumer<BacklogChange.Answer> hearer);
  }
}
