package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
  private final String program = String.valueOf(proc.link("/proc/self/exe"));
  private final Map<Long, Cookie> cookies = new HashMap<>();
  private final Map<Long, ProcEntry> table = new HashMap<>();
  private final Map<Long, StopTask> owners = new HashMap<>();
  private final Map<Long, StopTask> byGroup = new HashMap<>();
  private final Map<Long, StopTask> byPid = new HashMap<>();
  private final Map<String, StopTask> byScope = new HashMap<>();
  private long firstStart;

  /** All living members of every task; a task without any has an empty list. */
  Map<StopTask, List<ProcEntry>> find(Collection<StopTask> tasks) {
    lookAtAll();
    index(tasks);
    Map<StopTask, List<ProcEntry>> members = new IdentityHashMap<>();
    tasks.forEach(task -> members.put(task, new ArrayList<>()));
    for (ProcEntry entry : table.values()) {
      StopTask owner = entry.pid() == self ? null : owner(entry, 0);
      if (owner != null) {
        owner.known.put(entry.pid(), entry.startTicks());
        List<ProcEntry> list = members.get(owner);
        // A zombie is no member any more; if it is an orphan of ours, the reader reaps it.
        if (list != null && entry.isAlive()) {
          list.add(entry);
        }
      }
    }
    return members;
  }

  /**
   * The processes that have the pipe {@code name} open; as of the last look. A process that we are
   * just spawning has every pipe of ours for a moment, until its exec, and is no holder.
   */
  List<ProcEntry> holdersOf(String name) {
    List<ProcEntry> holders = new ArrayList<>();
    for (ProcEntry entry : table.values()) {
      boolean candidate = entry.pid() != self && entry.isAlive() && !isBeingSpawned(entry);
      if (candidate && holds(entry.pid(), name)) {
        holders.add(entry);
      }
    }
    return holders;
  }

  /** Asked before its descriptors are: if its exec comes in between, these are no longer ours. */
  private boolean isBeingSpawned(ProcEntry entry) {
    return entry.parent() == self
        && entry.isForkOnly()
        && program.equals(proc.link("/proc/" + entry.pid() + "/exe"));
  }

  private boolean holds(long pid, String name) {
    String folder = "/proc/" + pid + "/fd";
    for (long fd : proc.numbersIn(folder)) {
      if (name.equals(proc.link(folder + "/" + fd))) {
        return true;
      }
    }
    return false;
  }

  private void lookAtAll() {
    table.clear();
    owners.clear();
    proc.all().forEach(entry -> table.put(entry.pid(), entry));
    cookies.keySet().retainAll(table.keySet());
  }

  private void index(Collection<StopTask> tasks) {
    Set<Long> groups = new HashSet<>();
    for (ProcEntry entry : table.values()) {
      groups.add(entry.group());
      groups.add(entry.session());
    }
    byGroup.clear();
    byPid.clear();
    byScope.clear();
    firstStart = Long.MAX_VALUE;
    for (StopTask task : tasks) {
      task.known.keySet().forEach(pid -> byPid.put(pid, task));
      Child child = task.child;
      if (child != null) {
        firstStart = Math.min(firstStart, child.startTicks);
        byScope.put(child.scope().text(), task);
        task.groupIsOver |= child.isLeaderGone() && !groups.contains(child.pid);
        if (!task.groupIsOver) {
          byGroup.put(child.pid, task);
        }
      }
    }
  }

  private @Nullable StopTask owner(ProcEntry entry, int depth) {
    if (owners.containsKey(entry.pid())) {
      return owners.get(entry.pid());
    }
    StopTask owner = direct(entry);
    ProcEntry parent = table.get(entry.parent());
    // The parent chain is a tree; the depth guards against a table read while it changed.
    if (owner == null && parent != null && parent.pid() != self && depth < 1000) {
      owner = owner(parent, depth + 1);
    }
    owners.put(entry.pid(), owner);
    return owner;
  }

  private @Nullable StopTask direct(ProcEntry entry) {
    StopTask known = byPid.get(entry.pid());
    if (known != null && known.knows(entry)) {
      return known;
    }
    StopTask grouped = byGroup.get(entry.group());
    if (grouped == null) {
      grouped = byGroup.get(entry.session());
    }
    if (grouped != null) {
      return grouped;
    }
    return entry.startTicks() >= firstStart ? byCookie(entry) : null;
  }

  private @Nullable StopTask byCookie(ProcEntry entry) {
    Cookie cookie = cookies.get(entry.pid());
    if (cookie == null || cookie.startTicks() != entry.startTicks()) {
      cookie = new Cookie(entry.startTicks(), proc.cookie(entry.pid()));
      cookies.put(entry.pid(), cookie);
    }
    String text = cookie.text();
    if (text == null) {
      return null;
    }
    for (String scope : text.split(",")) {
      StopTask task = byScope.get(scope);
      if (task != null) {
        return task;
      }
    }
    return null;
  }
}
