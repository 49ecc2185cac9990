package dev.pawl.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the stopper knows about one child that it stops, or whose leftovers it looks after. Guarded
 * by the stopper.
 */
final class StopTask {
  /**
   * Each phase may turn into a later one only.
   *
   * <pre>
   * PATIENT   the leader has ended, what is left may end by itself until the deadline
   * KEPT      the leader has ended, what is left stays
   * GENTLE    TERM and CONT were sent, until the deadline
   * KILLING   KILL is sent until nothing is left or, after the deadline, it is given up
   * </pre>
   */
  enum Phase {
    PATIENT,
    KEPT,
    GENTLE,
    KILLING
  }

  /** Null: those that belong to nobody. */
  final @Nullable Child child;

  final long since;
  Phase phase;

  /** In the ticks of System.nanoTime. */
  long deadline;

  private long phaseSince;

  /** Since when a keeper has been alone although its job has to be killed; 0: it is not. */
  long keeperAloneSince;

  @Nullable String remark;

  /** Once its group was seen empty after the leader's end, its number may be somebody else's. */
  boolean groupIsOver;

  /** Every process that was ever seen to belong here: pid to start time. Any thread may add. */
  final Map<Long, Long> known = new ConcurrentHashMap<>();

  /** Those that got their TERM. */
  final Set<Long> asked = new HashSet<>();

  StopTask(@Nullable Child child, Phase phase, long now, Duration time) {
    this.child = child;
    this.phase = phase;
    this.since = now;
    this.phaseSince = now;
    this.groupIsOver = child != null && child.isReplaced;
    this.deadline = now + time.toNanos();
  }

  void enter(Phase next, long now, Duration time) {
    phase = next;
    phaseSince = now;
    deadline = now + time.toNanos();
  }

  /** When the phase that it is in began. */
  long phaseSince() {
    return phaseSince;
  }

  void add(List<ProcEntry> entries) {
    for (ProcEntry entry : entries) {
      known.put(entry.pid(), entry.startTicks());
    }
  }

  boolean knows(ProcEntry entry) {
    Long start = known.get(entry.pid());
    return start != null && start == entry.startTicks();
  }

  boolean isLeaderGone() {
    return child == null || child.isLeaderGone();
  }

  Duration grace() {
    return child == null ? Duration.ZERO : child.request.grace();
  }
}
