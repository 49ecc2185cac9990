package dev.pawl.process;

/**
 * One process as /proc/PID/stat tells it (proc(5)).
 *
 * @param group field 5, the process group
 * @param threads field 20; a main thread that ended before the others shows as a zombie with more
 *     than one
 * @param startTicks field 22, clock ticks since boot: with pid and boot it names a process for ever
 */
record ProcEntry(
    long pid,
    String name,
    char state,
    long parent,
    long group,
    long session,
    long threads,
    long startTicks) {
  /** Whether it still executes anything: a zombie does not. */
  boolean isAlive() {
    return state != 'X' && state != 'x' && !isZombie();
  }

  boolean isZombie() {
    return state == 'Z' && threads <= 1;
  }

  boolean isSame(ProcEntry other) {
    return pid == other.pid && startTicks == other.startTicks;
  }

  /** "PID NAME", as messages name a process. */
  String label() {
    return pid + " " + name;
  }
}
