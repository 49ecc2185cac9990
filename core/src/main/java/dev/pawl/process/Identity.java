package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a process for ever: a pid alone is reused.
 *
 * @param bootId /proc/sys/kernel/random/boot_id
 * @param startTicks field 22 of /proc/PID/stat
 */
public record Identity(String bootId, long pid, long startTicks) {
  private static volatile @Nullable String boot;

  /** Read once; not as a class begins, because one that fails then is lost for the process. */
  private static String boot() {
    String known = boot;
    if (known == null) {
      try {
        known = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("the boot id cannot be read", e);
      }
      boot = known;
    }
    return known;
  }

  /** This process. */
  public static Identity self() {
    long pid = Libc.getpid();
    return new Identity(boot(), pid, new Proc().startTicks(pid));
  }

  /** A process of this boot. */
  static Identity of(long pid, long startTicks) {
    return new Identity(boot(), pid, startTicks);
  }

  /** Whether this very process still runs; a zombie does not. */
  public boolean alive() {
    if (!bootId.equals(boot())) {
      return false;
    }
    ProcEntry entry = new Proc().entry(pid);
    return entry != null && entry.startTicks() == startTicks && entry.isAlive();
  }

  /**
   * The living processes whose PAWL_SCOPE has an element that starts with {@code prefix}, this
   * process excepted; only those whose environment the user may read. About 10 us per process.
   */
  public static List<Identity> findByCookie(String prefix) {
    Proc proc = new Proc();
    long self = Libc.getpid();
    List<Identity> found = new ArrayList<>();
    for (ProcEntry entry : proc.all()) {
      if (entry.pid() != self && entry.isAlive() && hasElement(proc.cookie(entry.pid()), prefix)) {
        found.add(of(entry.pid(), entry.startTicks()));
      }
    }
    return found;
  }

  /**
   * The keeper of a kept job: the living leader of a session whose PAWL_SCOPE ends in exactly this
   * scope, so neither what the job has started in a session of its own nor a keeper of a pawl
   * inside the job is taken for it. Empty when it has ended, or never ran.
   */
  public static Optional<Processes.Started> findLeader(Scope scope) {
    return Optional.ofNullable(findLeaders(scope.text()).get(scope.text()));
  }

  /** The keepers of all kept jobs whose scope begins so, by the text of their scopes. */
  public static Map<String, Processes.Started> findLeaders(String prefix) {
    Proc proc = new Proc();
    Map<String, Processes.Started> found = new HashMap<>();
    for (ProcEntry entry : proc.all()) {
      boolean leads = entry.pid() == entry.session() && entry.isAlive();
      String own = leads ? last(proc.cookie(entry.pid())) : "";
      if (!own.isEmpty() && own.startsWith(prefix) && Keeper.is(proc.arguments(entry.pid()))) {
        found.put(own, new Processes.Started(entry.pid(), entry.startTicks()));
      }
    }
    return found;
  }

  /** What the process that started this one has called it; what is around that comes before. */
  private static String last(@Nullable String cookie) {
    return cookie == null ? "" : cookie.substring(cookie.lastIndexOf(',') + 1);
  }

  /**
   * Whether a coordinator of its own drives a run, or is about to be started for it: a process
   * lives whose arguments hold {@code _coordinate} and the run, one after the other.
   */
  public static boolean drives(String run) {
    Proc proc = new Proc();
    for (ProcEntry entry : proc.all()) {
      if (entry.isAlive()) {
        List<String> arguments = proc.arguments(entry.pid());
        int at = arguments.indexOf("_coordinate");
        if (at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals(run)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether one of the comma-separated elements of {@code cookie} starts with {@code prefix}. */
  static boolean hasElement(@Nullable String cookie, String prefix) {
    return cookie != null && (cookie.startsWith(prefix) || cookie.contains("," + prefix));
  }
}
