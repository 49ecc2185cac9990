package dev.pawl.posix;

/**
 * How the kernel shares the processors between the coordinator and the jobs (sched(7)).
 *
 * <p>A thread that wakes up mostly takes the processor from whoever computes there. What the
 * coordinator does for a job is short, but there is a lot of it, and with every processor at work
 * on jobs nothing is gained by doing it at once: it gives way, and does it as soon as one is free
 * or its turn has come.
 */
public final class Scheduling {
  private static final Downcall GET = Downcall.of("sched_getscheduler");
  private static final Downcall SET = Downcall.of("sched_setscheduler");
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_BATCH = 3;

  private static volatile boolean givesWay;

  private Scheduling() {}

  /**
   * From now on this thread, and those that it starts, do not interrupt what computes. Children are
   * as they would have been: {@link SpawnCall} sees to that. Nothing happens if the caller of this
   * program has chosen another policy than the ordinary one, or the kernel refuses.
   */
  public static void giveWay() {
    if (GET.number(0) == SCHED_OTHER) {
      Memory priority = Memory.allocate(8);
      givesWay |= SET.number(0, SCHED_BATCH, priority.address()) == 0;
    }
  }

  /** Whether a child has to be given the ordinary policy back. */
  static boolean givesWay() {
    return givesWay;
  }
}
