package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DiskProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The runs of a project whose coordinators have died: who acts in the project records their ends.
 * Beside a run that is done on a daemon thread; what is not over when the run is stays for the next
 * one.
 */
public final class LostRuns implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path project;
  private final UnaryOperator<String> mask;
  private final Consumer<String> notices;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pawl-lost").unstarted(this::record);

  /**
   * The lost runs of a project.
   *
   * @param mask takes the secrets out of what jobs told
   * @param notices is told which ends were recorded; on any thread
   */
  public LostRuns(Path project, UnaryOperator<String> mask, Consumer<String> notices) {
    this.project = project;
    this.mask = mask;
    this.notices = notices;
  }

  /** Begins on a thread of its own. */
  void begin() {
    thread.start();
  }

  /** Records their ends, and waits for what they have left. Never throws. */
  public void record() {
    try {
      new Runs(project).list().forEach(this::record);
    } catch (BrokenFileException e) {
      notices.accept("lost runs: " + e.getMessage());
    }
  }

  /**
   * Whatever is wrong with one of them is no reason to end what runs beside, or to leave others.
   */
  private void record(RunFolder folder) {
    try {
      if (Driven.maybe(folder)
          && RunReader.read(folder) instanceof RunReading.Whole whole
          && whole.state().end().isEmpty()
          && !Driven.is(whole.state())) {
        Recovery.endLost(folder, mask)
            .ifPresent(
                reason -> notices.accept("run " + folder.run() + ": interrupted, " + reason));
      }
    } catch (RuntimeException e) {
      notices.accept(
          "the end of run " + folder.run() + " is not recorded: " + DiskProblem.orBug(e));
    }
  }

  @Override
  public void close() {
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
