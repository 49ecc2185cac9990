package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, from one look at /proc, which process belongs to which of the tasks: by being known
 * already, by group, by session, by cookie, else by its parent. Belongs to the stopper.
 */
final class Membership {
  private record Cookie(long startTicks, @Nullable String text) {}

  private final Proc proc = new Proc();
  private final long self = Libc.getpid();
  private final Map<Long, Cookie> cookies = new HashMap<>();
  private final Map<Long, ProcEntry> table = new HashMap<>();
  private final Map<Long, StopTask> owners = new HashMap<>();

  /** All living members of every task; a task without any has an empty list. */
  Map<StopTask, List<ProcEntry>> find(Collection<StopTask> tasks) {
    table.clear();
    owners.clear();
    proc.all().forEach(entry -> table.put(entry.pid(), entry));
    cookies.keySet().retainAll(table.keySet());
    noteEndedGroups(tasks);
    Map<StopTask, List<ProcEntry>> members = new IdentityHashMap<>();
    tasks.forEach(task -> members.put(task, new ArrayList<>()));
    for (ProcEntry entry : table.values()) {
      StopTask owner = entry.pid() == self ? null : owner(entry, tasks, 0);
      if (owner != null) {
        owner.known.put(entry.pid(), entry.startTicks());
        collect(entry, owner, members);
      }
    }
    return members;
  }

  /** The processes that have the pipe {@code inode} open; looked for only when nobody else is. */
  List<ProcEntry> holdersOf(String pipe) {
    List<ProcEntry> holders = new ArrayList<>();
    for (ProcEntry entry : table.values()) {
      if (entry.pid() != self && entry.isAlive() && holds(entry.pid(), pipe)) {
        holders.add(entry);
      }
    }
    return holders;
  }

  private boolean holds(long pid, String pipe) {
    String folder = "/proc/" + pid + "/fd";
    for (long fd : proc.numbersIn(folder)) {
      if (pipe.equals(proc.link(folder + "/" + fd))) {
        return true;
      }
    }
    return false;
  }

  /** A zombie is no member any more; if it is an orphan of ours, it is reaped by the reader. */
  private static void collect(
      ProcEntry entry, StopTask owner, Map<StopTask, List<ProcEntry>> members) {
    List<ProcEntry> list = members.get(owner);
    if (list != null && entry.isAlive()) {
      list.add(entry);
    }
  }

  private void noteEndedGroups(Collection<StopTask> tasks) {
    Set<Long> groups = new java.util.HashSet<>();
    for (ProcEntry entry : table.values()) {
      groups.add(entry.group());
      groups.add(entry.session());
    }
    for (StopTask task : tasks) {
      Child child = task.child;
      if (child != null && child.isLeaderGone() && !groups.contains(child.pid)) {
        task.groupIsOver = true;
      }
    }
  }

  private @Nullable StopTask owner(ProcEntry entry, Collection<StopTask> tasks, int depth) {
    if (owners.containsKey(entry.pid())) {
      return owners.get(entry.pid());
    }
    StopTask owner = direct(entry, tasks);
    ProcEntry parent = table.get(entry.parent());
    // The parent chain is a tree; the depth guards against a table read while it changed.
    if (owner == null && parent != null && parent.pid() != self && depth < 1000) {
      owner = owner(parent, tasks, depth + 1);
    }
    owners.put(entry.pid(), owner);
    return owner;
  }

  private @Nullable StopTask direct(ProcEntry entry, Collection<StopTask> tasks) {
    for (StopTask task : tasks) {
      if (task.knows(entry) || isInGroup(entry, task)) {
        return task;
      }
    }
    boolean young = false;
    for (StopTask task : tasks) {
      young |= task.child != null && entry.startTicks() >= task.child.startTicks;
    }
    return young ? byCookie(entry, tasks) : null;
  }

  private static boolean isInGroup(ProcEntry entry, StopTask task) {
    Child child = task.child;
    return child != null
        && !task.groupIsOver
        && (entry.group() == child.pid || entry.session() == child.pid);
  }

  private @Nullable StopTask byCookie(ProcEntry entry, Collection<StopTask> tasks) {
    Cookie cookie = cookies.get(entry.pid());
    if (cookie == null || cookie.startTicks() != entry.startTicks()) {
      cookie = new Cookie(entry.startTicks(), proc.cookie(entry.pid()));
      cookies.put(entry.pid(), cookie);
    }
    String text = cookie.text();
    for (StopTask task : tasks) {
      if (text != null && task.child != null && task.child.scope().isIn(text)) {
        return task;
      }
    }
    return null;
  }
}
