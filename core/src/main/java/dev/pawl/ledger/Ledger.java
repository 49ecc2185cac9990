package dev.pawl.ledger;

import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepName;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a project that are complete, and those that are not. Shared with {@code pawl} and
 * with every other program that has it open.
 */
public final class Ledger implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Store store;
  private final StopNode stop;
  private final Set<Thread> running = new HashSet<>();
  private boolean closing;
  private boolean closed;

  private Ledger(Store store, StopNode stop) {
    this.store = store;
    this.stop = stop;
  }

  /**
   * The ledger of a project, whose steps stop only when they are told to one by one.
   *
   * @param project the folder that has, or will have, {@code .pawl}
   * @throws IllegalArgumentException if there is no such folder
   */
  public static Ledger open(Path project) {
    return open(project, StopToken.none());
  }

  /** The same, and this token asks all its steps to stop. */
  public static Ledger open(Path project, StopToken stop) {
    return open(project, stop, InstantSource.system());
  }

  static Ledger open(Path project, StopToken stop, InstantSource clock) {
    if (!Files.isDirectory(project)) {
      throw new IllegalArgumentException(project + " is not a folder");
    }
    Path folder = project.toAbsolutePath().normalize();
    return new Ledger(new Store(folder, clock), new StopNode(List.of(stop.node())));
  }

  /**
   * A step, of which nothing is said yet.
   *
   * @param name like {@code demo/pages}: at most 200 characters. Names that begin like those of a
   *     workflow's jobs, {@code WORKFLOW/JOB}, are theirs.
   */
  public Step step(String name) {
    return new Step(this, new Plan(new StepName(name)));
  }

  /** What the ledger says of a step now. Looks at contents, takes no lock, changes no byte. */
  public Status status(String step) {
    StepName name = new StepName(step);
    refuseIfClosed();
    return store.files().call(() -> status(name));
  }

  private Status status(StepName name) {
    Snapshot seen = store.ledger().look();
    Validity validity = store.judge().validity(seen);
    Optional<StepEntry> line = seen.find(name);
    Optional<Instant> completedAt =
        line.map(StepEntry::state)
            .map(state -> state instanceof StepState.Complete done ? done.completedAt() : null);
    return new Status(
        completedAt.isPresent(),
        validity.of(name) instanceof Verdict.Valid,
        validity.reason(name),
        completedAt,
        line.flatMap(Judge::holder));
  }

  /**
   * Marks a complete step as no longer so: it, and what depends on it, has to be done again.
   *
   * @param reason as it shall stand in the ledger
   * @return false if it was not complete; nothing is changed then
   */
  public boolean invalidate(String step, String reason) {
    StepName name = new StepName(step);
    refuseIfClosed();
    return store.invalidate(name, reason);
  }

  <T extends @Nullable Object> Outcome<T> run(Plan plan, StepWork<T> work) {
    boolean outermost = enter();
    List<StopNode> parents = new ArrayList<>(List.of(stop));
    plan.stops.forEach(token -> parents.add(token.node()));
    StopNode own = new StopNode(parents);
    try {
      return new Execution<T>(store, plan, own).run(work);
    } finally {
      own.awaitHooks();
      own.detach();
      if (outermost) {
        leave();
      }
    }
  }

  private synchronized boolean enter() {
    if (closing) {
      throw new IllegalStateException("the ledger is closed");
    }
    return running.add(Thread.currentThread());
  }

  private synchronized void leave() {
    running.remove(Thread.currentThread());
    notifyAll();
  }

  private synchronized void refuseIfClosed() {
    if (closing) {
      throw new IllegalStateException("the ledger is closed");
    }
  }

  /**
   * Asks steps that run to stop, after 5 seconds urgently, and waits for them, 5 seconds more at
   * the most; forces what was written, and ends the ledger's threads.
   *
   * @throws IllegalStateException if the work of a step does so
   */
  @Override
  public void close() {
    synchronized (this) {
      if (running.contains(Thread.currentThread())) {
        throw new IllegalStateException("the work of a step closes its ledger");
      }
      if (closed) {
        return;
      }
      closing = true;
      closed = true;
    }
    if (!isIdle(Duration.ZERO)) {
      stop.ask("stopped: the ledger was closed", false);
      if (!isIdle(PATIENCE)) {
        stop.ask("stopped: the ledger was closed", true);
        isIdle(PATIENCE);
      }
    }
    stop.awaitHooks();
    stop.detach();
    store.close();
  }

  /** Whether no step runs, or none does any more in time. */
  private synchronized boolean isIdle(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    for (long left = patience.toNanos(); !running.isEmpty() && left > 0; ) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return running.isEmpty();
  }
}
