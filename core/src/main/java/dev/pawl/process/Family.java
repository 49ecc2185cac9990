package dev.pawl.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes of a scope as somebody finds them who did not start them: those that carry its
 * cookie, all in the sessions that such a one leads, and whatever descends from any of these.
 */
public final class Family {
  private final Map<Long, ProcEntry> living = new HashMap<>();
  private final Set<Long> members = new HashSet<>();
  private final Set<Long> sessions = new HashSet<>();

  private Family(Collection<String> prefixes) {
    Proc proc = new Proc();
    long self = Identity.self().pid();
    for (ProcEntry entry : proc.all()) {
      if (entry.isAlive() && entry.pid() != self) {
        living.put(entry.pid(), entry);
      }
    }
    for (ProcEntry entry : living.values()) {
      String cookie = proc.cookie(entry.pid());
      if (prefixes.stream().anyMatch(prefix -> Identity.hasElement(cookie, prefix))) {
        members.add(entry.pid());
        // Not any session: an interactive job has that of the person at the terminal.
        if (entry.pid() == entry.session()) {
          sessions.add(entry.pid());
        }
      }
    }
  }

  /** All living processes whose scope begins so, as of now; about 10 us per process. */
  public static List<Identity> of(String prefix) {
    return of(List.of(prefix));
  }

  /** The same for any of several beginnings. */
  public static List<Identity> of(Collection<String> prefixes) {
    return prefixes.isEmpty() ? List.of() : new Family(prefixes).all();
  }

  private List<Identity> all() {
    boolean grows = !members.isEmpty();
    while (grows) {
      grows = false;
      for (ProcEntry entry : living.values()) {
        if (!members.contains(entry.pid()) && belongs(entry)) {
          members.add(entry.pid());
          grows = true;
        }
      }
    }
    List<Identity> found = new ArrayList<>();
    for (ProcEntry entry : living.values()) {
      if (members.contains(entry.pid())) {
        found.add(Identity.of(entry.pid(), entry.startTicks()));
      }
    }
    return found;
  }

  private boolean belongs(ProcEntry entry) {
    return sessions.contains(entry.session()) || members.contains(entry.parent());
  }
}
