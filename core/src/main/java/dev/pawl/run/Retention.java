package dev.pawl.run;

import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.RunId;
import dev.pawl.run.KeptRun.Condition;
import dev.pawl.run.Removal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which runs are to be removed.
 *
 * <p>The newest {@code keep_last} runs that are over stay whatever their age and size. Of the
 * others, those older than {@code retention} go; then, while the logs of all runs together are more
 * than {@code max_total}, the oldest that have logs. A run that lives is never removed, nor one
 * whose records cannot be used: somebody may still want to find out what happened. The logs of both
 * count in the total all the same.
 */
public final class Retention {
  /**
   * What has no recorded end stays so long in any case: it may be in creation, or be waiting for a
   * new coordinator.
   */
  static final Duration SETTLING = Duration.ofHours(1);

  private final LogLimits limits;
  private final Instant now;

  private Retention(LogLimits limits, Instant now) {
    this.limits = limits;
    this.now = now;
  }

  /** The runs to remove, oldest first within each reason, those by age before the others. */
  public static List<Removal> decide(List<KeptRun> runs, LogLimits limits, Instant now) {
    return new Retention(limits, now).decide(runs);
  }

  private List<Removal> decide(List<KeptRun> runs) {
    List<KeptRun> oldestFirst = new ArrayList<>(runs);
    oldestFirst.sort(Comparator.comparing(KeptRun::run));
    Set<RunId> spared = spared(oldestFirst);
    oldestFirst.removeIf(run -> spared.contains(run.run()));

    List<Removal> removals = new ArrayList<>();
    long total = runs.stream().mapToLong(KeptRun::logBytes).sum();
    for (KeptRun run : oldestFirst) {
      if (goesByAge(run)) {
        removals.add(new Removal(run, Reason.AGE));
        total -= run.logBytes();
      }
    }
    for (KeptRun run : oldestFirst) {
      if (total > limits.maxTotal() && goesForRoom(run)) {
        removals.add(new Removal(run, Reason.BUDGET));
        total -= run.logBytes();
      }
    }
    return removals;
  }

  private Set<RunId> spared(List<KeptRun> oldestFirst) {
    Set<RunId> spared = new HashSet<>();
    for (KeptRun run : oldestFirst.reversed()) {
      if (run.isOver() && spared.size() < limits.keepLast()) {
        spared.add(run.run());
      }
    }
    return spared;
  }

  private boolean goesByAge(KeptRun run) {
    return switch (run.condition()) {
      case FINISHED -> isOlder(run, limits.retention());
      case LOST, NOT_BEGUN -> isOlder(run, limits.retention()) && isOlder(run, SETTLING);
      case LIVING, UNREADABLE -> false;
    };
  }

  private boolean goesForRoom(KeptRun run) {
    boolean settled = run.condition() == Condition.FINISHED || isOlder(run, SETTLING);
    return run.isOver() && settled && !goesByAge(run) && run.logBytes() > 0;
  }

  private boolean isOlder(KeptRun run, Duration age) {
    return Duration.between(run.at(), now).compareTo(age) > 0;
  }
}
