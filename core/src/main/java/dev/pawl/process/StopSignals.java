package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the processes of a task are signalled, and named. Guarded by the stopper. */
final class StopSignals {
  /** How long a keeper whose job is gone may take to record that. */
  private static final long KEEPER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Who forks faster than it is killed one by one is killed as a group, keeper and all. */
  private static final long ONE_BY_ONE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final int NAMED = 5;

  private StopSignals() {}

  /** TERM, then CONT for those that are stopped; once each. */
  static void ask(StopTask task, List<ProcEntry> members) {
    if (task.asked.isEmpty()) {
      signal(task, members, Libc.SIGTERM);
      signal(task, members, Libc.SIGCONT);
      members.forEach(member -> task.asked.add(member.pid()));
      return;
    }
    for (ProcEntry member : members) {
      if (task.asked.add(member.pid())) {
        Libc.kill(member.pid(), Libc.SIGTERM);
        Libc.kill(member.pid(), Libc.SIGCONT);
      }
    }
  }

  /** KILL for all but a keeper that still has its job's end to record. */
  static void kill(StopTask task, List<ProcEntry> members, long now) {
    if (!hasKeeper(task) || now - task.phaseSince() > ONE_BY_ONE_NANOS) {
      signal(task, members, Libc.SIGKILL);
      return;
    }
    List<ProcEntry> jobs = withoutKeeper(task, members);
    if (!jobs.isEmpty()) {
      task.keeperAloneSince = 0;
      jobs.forEach(member -> Libc.kill(member.pid(), Libc.SIGKILL));
    } else if (task.keeperAloneSince == 0) {
      task.keeperAloneSince = now;
    } else if (now - task.keeperAloneSince > KEEPER_NANOS) {
      signal(task, members, Libc.SIGKILL);
    }
  }

  /** Those that a user is told of: the keeper is none, unless it is all there is. */
  static List<ProcEntry> shown(StopTask task, List<ProcEntry> members) {
    List<ProcEntry> jobs = hasKeeper(task) ? withoutKeeper(task, members) : members;
    return jobs.isEmpty() ? members : jobs;
  }

  static String labels(StopTask task, List<ProcEntry> all) {
    List<ProcEntry> members = shown(task, all);
    StringBuilder text = new StringBuilder();
    for (ProcEntry member : members.subList(0, Math.min(NAMED, members.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(member.label());
    }
    if (members.size() > NAMED) {
      text.append(" and ").append(members.size() - NAMED).append(" more");
    }
    return text.toString();
  }

  private static boolean hasKeeper(StopTask task) {
    Child child = task.child;
    return child != null && child.kept != null && !child.isLeaderGone();
  }

  private static List<ProcEntry> withoutKeeper(StopTask task, List<ProcEntry> members) {
    long keeper = task.child == null ? -1 : task.child.pid;
    List<ProcEntry> others = new ArrayList<>(members);
    others.removeIf(member -> member.pid() == keeper);
    return others;
  }

  private static void signal(StopTask task, List<ProcEntry> members, int signal) {
    long group = task.child == null ? -1 : task.child.pid;
    boolean groupLives = members.stream().anyMatch(member -> member.group() == group);
    if (groupLives) {
      Libc.kill(-group, signal);
    }
    for (ProcEntry member : members) {
      if (member.group() != group) {
        Libc.kill(member.pid(), signal);
      }
    }
  }
}
