package dev.pawl.process;

/**
 * One process as /proc/PID/stat tells it (proc(5)).
 *
 * @param group field 5, the process group
 * @param flags field 9, PF_* of the kernel's sched.h
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
    long flags,
    long threads,
    long startTicks) {
  private static final long PF_FORKNOEXEC = 0x40;

  /** Whether it still executes anything: a zombie does not. */
  boolean isAlive() {
    return state != 'X' && state != 'x' && !isZombie();
  }

  boolean isZombie() {
    return state == 'Z' && threads <= 1;
  }

  /** Whether it still executes the program of the process that forked it. */
  boolean isForkOnly() {
    return (flags & PF_FORKNOEXEC) != 0;
  }

  boolean isSame(ProcEntry other) {
    return pid == other.pid && startTicks == other.startTicks;
  }

  /** "PID NAME", as messages name a process. */
  String label() {
    return pid + " " + name;
  }
}
