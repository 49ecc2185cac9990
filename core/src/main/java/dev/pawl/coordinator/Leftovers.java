package dev.pawl.coordinator;

import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.posix.Libc;
import dev.pawl.process.Family;
import dev.pawl.process.Identity;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * What lives of a run whose coordinator has died, and belongs to nobody: neither an attempt that
 * somebody may adopt, nor what a job has left running on purpose.
 */
public final class Leftovers {
  private static final Duration GIVE_UP = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 50_000_000;

  private final RunId run;
  private final List<String> spared = new ArrayList<>();
  private final Set<Identity> known = new HashSet<>();

  /** All that lives of a run but its kept daemons. */
  Leftovers(RunState state) {
    this.run = state.created().run();
    for (JobRow row : state.rows()) {
      if (row.job().role().keepDaemons() && row.status() == JobStatus.SUCCEEDED) {
        spared.add(run + ":" + row.job().name() + ":");
      }
    }
  }

  /** Spares what may be adopted as well: the attempts that live, and these items. */
  Leftovers without(RunState state, KeptItems kept) {
    for (JobRow row : state.rows()) {
      if (row.isLive() && row.loop().isEmpty()) {
        spared.add(run + ":" + row.job().name() + ":" + row.attempts().size());
      }
    }
    spared.addAll(kept.living());
    return this;
  }

  /** Whether anything lives of a run. */
  public static boolean any(RunId run) {
    return !Identity.findByCookie(run + ":").isEmpty();
  }

  private List<Identity> find() {
    Set<Identity> found = new LinkedHashSet<>(Family.of(run + ":"));
    if (!found.isEmpty()) {
      Family.of(spared).forEach(found::remove);
    }
    // Whose parent has ended meanwhile is still known.
    known.removeIf(one -> found.contains(one) || !one.alive());
    found.addAll(known);
    known.addAll(found);
    return List.copyOf(found);
  }

  /** Waits until nothing is left, at most that long. */
  void await(Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    while (!find().isEmpty() && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** TERM and CONT, after the grace KILL, until nothing is left; what cannot be killed stays. */
  void stop(Duration grace) {
    Set<Identity> asked = new HashSet<>();
    long gentle = System.nanoTime() + grace.toNanos();
    long until = gentle + GIVE_UP.toNanos();
    for (List<Identity> left = find(); !left.isEmpty(); left = find()) {
      long now = System.nanoTime();
      if (until - now <= 0) {
        return;
      }
      for (Identity one : left) {
        if (gentle - now <= 0) {
          Libc.kill(one.pid(), Libc.SIGKILL);
        } else if (asked.add(one)) {
          Libc.kill(one.pid(), Libc.SIGTERM);
          Libc.kill(one.pid(), Libc.SIGCONT);
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
