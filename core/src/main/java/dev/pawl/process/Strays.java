package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What carries the cookie of a run when that is over, and was not left running on purpose. */
final class Strays {
  private final Proc proc = new Proc();
  private final long self = Libc.getpid();

  /** What is older belongs to nobody here. */
  private volatile long firstStart = proc.startTicks(self);

  private final Set<Scope> kept = ConcurrentHashMap.newKeySet();
  private final String prefix;

  /**
   * @param prefix of the run's cookies; empty: it has none of its own
   */
  Strays(String prefix) {
    this.prefix = prefix;
  }

  /** What carries this scope's cookie was left running on purpose. */
  void keep(Scope scope) {
    kept.add(scope);
  }

  /** The run has a process that is older than this one, started at {@code startTicks}. */
  synchronized void since(long startTicks) {
    firstStart = Math.min(firstStart, startTicks);
  }

  /** Those that live; a new list. */
  List<ProcEntry> find() {
    List<ProcEntry> found = new ArrayList<>();
    if (prefix.isEmpty()) {
      return found;
    }
    for (ProcEntry entry : proc.all()) {
      boolean candidate =
          entry.pid() != self && entry.isAlive() && entry.startTicks() >= firstStart;
      String cookie = candidate ? proc.cookie(entry.pid()) : null;
      if (cookie != null
          && Identity.hasElement(cookie, prefix)
          && kept.stream().noneMatch(scope -> scope.isIn(cookie))) {
        found.add(entry);
      }
    }
    return found;
  }
}
