package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The descendants that lost their parent and became children of this process (prctl(2),
 * PR_SET_CHILD_SUBREAPER).
 *
 * <p>The kernel lists them in /proc/self/task/PID/children, where one pread says that there are
 * none. An orphan belongs to a job by session, group or cookie; or to the only job there is when it
 * is met; else to nobody, until {@link Processes#close}. One of nobody's is looked at again: it may
 * have been met before its job, spawned a moment ago, was known here. A child of ours is not given
 * to anybody else before we reap it, so its pid can be remembered. Children in our own session are
 * not ours: another library started them. Belongs to the reader.
 */
final class Orphans {
  private record Orphan(ProcEntry entry, @Nullable Child owner) {}

  private static final int MOST_LOOKS = 10;

  private final Proc proc = new Proc();
  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private final Map<Long, Orphan> orphans = new HashMap<>();
  private final int ownSession = Libc.getsid();
  private final int list;

  Orphans(boolean subreaper) {
    boolean granted = subreaper && Libc.becomeSubreaper() == 0;
    int self = Libc.getpid();
    list = granted ? Libc.open("/proc/self/task/" + self + "/children", Libc.O_RDONLY, 0) : -1;
  }

  /** Reaps those that ended and finds out whose the new ones are. */
  void look(Collection<Child> living) {
    if (list < 0) {
      return;
    }
    String children = children();
    if (children.isEmpty() && orphans.isEmpty()) {
      return;
    }
    Set<Long> seen = new HashSet<>();
    for (String number : children.split(" ")) {
      if (!number.isBlank()) {
        long pid = Long.parseLong(number.strip());
        if (!Child.UNREAPED.contains(pid)) {
          seen.add(pid);
          meet(pid, living);
        }
      }
    }
    orphans.keySet().retainAll(seen);
  }

  /** While a child exits the kernel may leave out another (proc(5)): two equal lists are true. */
  private String children() {
    String before = proc.contents(list);
    String children = proc.contents(list);
    for (int look = 2; !children.equals(before) && look < MOST_LOOKS; look++) {
      before = children;
      children = proc.contents(list);
    }
    return children;
  }

  /** Those alive that belong to {@code child}. */
  List<ProcEntry> of(Child child) {
    return select(child);
  }

  /** Those alive that belong to nobody. */
  List<ProcEntry> ofNobody() {
    return select(null);
  }

  /** What links to an open descriptor of this process say: "pipe:[INODE]". */
  @Nullable String nameOf(int fd) {
    return proc.link("/proc/self/fd/" + fd);
  }

  void close() {
    if (list >= 0) {
      Libc.close(list);
    }
  }

  private List<ProcEntry> select(@Nullable Child owner) {
    List<ProcEntry> selected = new ArrayList<>();
    for (Orphan orphan : orphans.values()) {
      boolean foreign = owner == null && orphan.entry().session() == ownSession;
      if (orphan.owner() == owner && !foreign) {
        selected.add(orphan.entry());
      }
    }
    return selected;
  }

  private void meet(long pid, Collection<Child> living) {
    Orphan known = orphans.get(pid);
    if (known == null || known.owner() == null) {
      ProcEntry entry = proc.entry(pid);
      if (entry == null) {
        return;
      }
      known = new Orphan(entry, ownerOf(entry, living, known == null));
      orphans.put(pid, known);
    }
    boolean foreign = known.entry().session() == ownSession && known.owner() == null;
    if (!foreign && Libc.waitid(pid, info, Libc.WEXITED | Libc.WNOHANG) == 0) {
      boolean reaped = info.getInt(Libc.SIGINFO_PID) != 0;
      if (reaped) {
        orphans.remove(pid);
      }
      info.putInt(Libc.SIGINFO_PID, 0);
    }
  }

  private @Nullable Child ownerOf(ProcEntry entry, Collection<Child> living, boolean isNew) {
    for (Child child : living) {
      if (entry.session() == child.pid || entry.group() == child.pid) {
        return child;
      }
    }
    String cookie = proc.cookie(entry.pid());
    for (Child child : living) {
      if (cookie != null && child.scope().isIn(cookie)) {
        return child;
      }
    }
    boolean onlyOne = isNew && living.size() == 1 && entry.session() != ownSession;
    return onlyOne && cookie == null ? living.iterator().next() : null;
  }
}
