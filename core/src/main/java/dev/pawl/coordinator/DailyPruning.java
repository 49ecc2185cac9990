package dev.pawl.coordinator;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.posix.KernelLock;
import dev.pawl.run.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The removal of old runs that a run makes beside its jobs, at most once a day.
 *
 * <p>The time of the last change of {@code .pawl/pruned} says when the last pass was over; a run
 * for which none is due asks for that time and does nothing else. A pass has a daemon thread of its
 * own. A run that ends before its pass waits for it, usually a second at most; what is left then is
 * cut off, as by a crash, and the next run goes on with it. Two passes never meet: the second one
 * is left out.
 */
final class DailyPruning implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Where runs are so short and so many that no pass was over for days, one has to be. */
  private static final Duration OVERDUE = Duration.ofDays(2);

  private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);

  private final Path project;
  private final LogLimits limits;
  private final Instant now;
  private final Consumer<String> notices;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile List<String> problems = List.of();
  private Duration patience = Duration.ZERO;

  /**
   * A pass to be made.
   *
   * @param notices is told what failed, when this is closed, by the thread that closes
   */
  DailyPruning(Path project, LogLimits limits, Instant now, Consumer<String> notices) {
    this.project = project;
    this.limits = limits;
    this.now = now;
    this.notices = notices;
  }

  /** Begins the pass if it is due. */
  void begin() {
    if (isDue(INTERVAL)) {
      patience = isDue(OVERDUE) ? LONG_PATIENCE : PATIENCE;
      Thread.ofPlatform().daemon().name("pawl-pruning").start(this::work);
    }
  }

  private void work() {
    problems = pass();
    over.countDown();
  }

  /** Whether the last pass is so long ago. A time in the future, of a wrong clock, is no time. */
  private boolean isDue(Duration age) {
    return isDue(project, now, age);
  }

  /** Whether a run that begins now has to make a pass. */
  static boolean isDue(Path project, Instant now) {
    return isDue(project, now, INTERVAL);
  }

  private static boolean isDue(Path project, Instant now, Duration age) {
    try {
      Instant last = Files.getLastModifiedTime(marker(project)).toInstant();
      return last.isAfter(now) || !last.plus(age).isAfter(now);
    } catch (IOException e) {
      return true; // there was none yet
    }
  }

  /** Removes what is to go, if nobody else is doing so; returns what failed. Never throws. */
  List<String> pass() {
    try (KernelLock lock = new Locks(project).prune()) {
      if (!lock.tryLock() || !isDue(INTERVAL)) {
        return List.of();
      }
      try {
        PastRuns runs = new PastRuns(project);
        return runs.remove(Retention.decide(runs.look(), limits, now)).problems();
      } finally {
        mark();
      }
    } catch (IOException e) {
      return List.of(DiskProblem.told(e));
    } catch (BrokenFileException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return List.of(String.valueOf(e));
    }
  }

  private void mark() throws IOException {
    Path marker = marker(project);
    if (Files.notExists(marker)) {
      Files.createFile(marker);
    }
    Files.setLastModifiedTime(marker, FileTime.from(now));
  }

  private static Path marker(Path project) {
    return project.resolve(".pawl").resolve("pruned");
  }

  /** Ends the wait of {@link #close}, also before it begins; for signals, on any thread. */
  void hurry() {
    over.countDown();
  }

  @Override
  public void close() {
    try {
      boolean late = !patience.isZero() && !over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (late && patience.compareTo(PATIENCE) > 0) {
        notices.accept("removing old runs");
        over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    problems.forEach(problem -> notices.accept("old runs: " + problem));
  }
}
