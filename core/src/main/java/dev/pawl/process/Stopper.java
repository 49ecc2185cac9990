package dev.pawl.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that stops children and looks after what leaders left behind.
 *
 * <p>A round looks at /proc once, for all tasks, and moves each task on (see {@link
 * StopTask.Phase}). Rounds come 10 ms apart, rising to 100 ms while nothing new happens. The thread
 * starts with the first task.
 */
final class Stopper implements Runnable {
  private static final long FIRST_DELAY = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LAST_DELAY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration GIVE_UP = Duration.ofSeconds(10);
  private static final Duration LINGERS_AFTER = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Child, StopTask> tasks = new IdentityHashMap<>();
  private final Membership membership = new Membership();
  private final BiConsumer<Child, @Nullable String> report;
  private final Duration patience;
  private @Nullable StopTask nobodys;
  private @Nullable Thread thread;
  private long delay = FIRST_DELAY;
  private boolean nudged;
  private boolean over;
  private volatile List<Processes.Lingering> lingering = List.of();

  /**
   * @param report is given a child of which nothing is left, and what there is to remark
   */
  Stopper(Duration patience, BiConsumer<Child, @Nullable String> report) {
    this.patience = patience;
    this.report = report;
  }

  List<Processes.Lingering> lingering() {
    return lingering;
  }

  /** Asks for a stop, or for a shorter one. */
  void stop(Child child, Duration grace) {
    lock.lock();
    try {
      long now = System.nanoTime();
      StopTask task = tasks.get(child);
      if (task == null) {
        if (!child.isLeaderGone()) {
          begin(child, new StopTask(child, StopTask.Phase.GENTLE, now, grace));
        }
      } else if (task.phase == StopTask.Phase.PATIENT) {
        task.enter(StopTask.Phase.GENTLE, now, grace);
        nudge();
      } else if (task.phase == StopTask.Phase.GENTLE) {
        task.deadline = Math.min(task.deadline, now + grace.toNanos());
        nudge();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that a leader has been reaped; true if its stop is under way and reports its end. */
  boolean leaderEnded(Child child, List<ProcEntry> left) {
    lock.lock();
    try {
      StopTask task = tasks.get(child);
      if (task == null) {
        return false;
      }
      task.add(left);
      nudge();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes over a child whose leader has ended, but perhaps not everything of it. */
  void settle(Child child, List<ProcEntry> left) {
    lock.lock();
    try {
      StopTask.Phase phase =
          child.request.keepDaemons() ? StopTask.Phase.KEPT : StopTask.Phase.PATIENT;
      StopTask task = new StopTask(child, phase, System.nanoTime(), patience);
      task.add(left);
      begin(child, task);
    } finally {
      lock.unlock();
    }
  }

  /** Stops processes that belong to no child, and waits until they are gone or were given up. */
  void stopNobodys(List<ProcEntry> entries, Duration grace) throws InterruptedException {
    lock.lock();
    try {
      StopTask task = new StopTask(null, StopTask.Phase.GENTLE, System.nanoTime(), grace);
      task.add(entries);
      if (task.known.isEmpty()) {
        return;
      }
      nobodys = task;
      wakeThread();
      while (nobodys != null) {
        changed.awaitNanos(LAST_DELAY);
        look();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; no task may be left. */
  void close() throws InterruptedException {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      thread.join();
    }
  }

  private void begin(Child child, StopTask task) {
    tasks.put(child, task);
    wakeThread();
  }

  private void wakeThread() {
    if (thread == null) {
      thread = started();
    }
    nudge();
  }

  /** Null where the machine has no thread left: {@link #look} tries again. */
  private @Nullable Thread started() {
    try {
      return Thread.ofPlatform().daemon().name("pawl-stopper").start(this);
    } catch (OutOfMemoryError none) {
      return null;
    }
  }

  /** Called now and then: what waits for a thread may have one now. */
  void look() {
    lock.lock();
    try {
      if (thread == null && !isIdle()) {
        wakeThread();
      }
    } finally {
      lock.unlock();
    }
  }

  private void nudge() {
    nudged = true;
    delay = FIRST_DELAY;
    changed.signalAll();
  }

  @Override
  public void run() {
    try {
      List<StopTask> due = await();
      while (!due.isEmpty()) {
        Map<StopTask, List<ProcEntry>> members = membership.find(due);
        advance(members);
        due = await();
      }
    } catch (InterruptedException nobodyInterruptsIt) {
      throw new IllegalStateException(nobodyInterruptsIt);
    }
  }

  /** Waits until the next round is due; empty: the end. */
  private List<StopTask> await() throws InterruptedException {
    lock.lock();
    try {
      long rest = delay;
      // A nudge may come after the last task is done: it is no reason to end, and wakes nobody.
      while (!over && (isIdle() || !nudged && rest > 0)) {
        if (isIdle()) {
          changed.await();
        } else {
          rest = changed.awaitNanos(rest);
        }
      }
      delay = nudged ? FIRST_DELAY : Math.min(LAST_DELAY, delay * 3 / 2);
      nudged = false;
      List<StopTask> due = new ArrayList<>(tasks.values());
      if (nobodys != null) {
        due.add(nobodys);
      }
      return over ? List.of() : due;
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    return tasks.isEmpty() && nobodys == null;
  }

  private void advance(Map<StopTask, List<ProcEntry>> found) {
    lock.lock();
    try {
      long now = System.nanoTime();
      List<Processes.Lingering> late = new ArrayList<>();
      found.forEach((task, members) -> {
        if (!isOver(task, members, now)) {
          note(task, members, now, late);
        }
      });
      lingering = List.copyOf(late);
    } finally {
      lock.unlock();
    }
  }

  private static void note(
      StopTask task, List<ProcEntry> members, long now, List<Processes.Lingering> late) {
    Duration since = Duration.ofNanos(now - task.since);
    Child child = task.child;
    if (child != null
        && task.phase.compareTo(StopTask.Phase.GENTLE) >= 0
        && since.compareTo(LINGERS_AFTER) > 0) {
      for (ProcEntry member : StopSignals.shown(task, members)) {
        late.add(new Processes.Lingering(child.scope(), member.pid(), member.name(), since));
      }
    }
  }

  /** Moves one task on; true if it is over. */
  private boolean isOver(StopTask task, List<ProcEntry> seen, long now) {
    List<ProcEntry> members = withHolders(task, seen);
    if (members.isEmpty() && task.isLeaderGone()) {
      return finish(task, task.remark);
    }
    return switch (task.phase) {
      case KEPT -> keep(task, members);
      case PATIENT -> {
        if (now - task.deadline >= 0) {
          task.remark = "left running: " + StopSignals.labels(task, members) + "; stopped";
          task.enter(StopTask.Phase.GENTLE, now, task.grace());
          StopSignals.ask(task, members);
        }
        yield false;
      }
      case GENTLE -> {
        StopSignals.ask(task, members);
        if (now - task.deadline >= 0) {
          task.enter(StopTask.Phase.KILLING, now, GIVE_UP);
          StopSignals.kill(task, members, now);
        }
        yield false;
      }
      case KILLING -> {
        StopSignals.kill(task, members, now);
        yield now - task.deadline >= 0 && giveUp(task, members);
      }
    };
  }

  /** Nobody seems left, but the output is still open: whoever holds it belongs to the task. */
  private List<ProcEntry> withHolders(StopTask task, List<ProcEntry> members) {
    Child child = task.child;
    if (!members.isEmpty() || child == null || !child.isLeaderGone() || child.output < 0) {
      return members;
    }
    String pipe = child.heldPipe;
    List<ProcEntry> holders = pipe == null ? members : membership.holdersOf(pipe);
    task.add(holders);
    return holders;
  }

  private boolean keep(StopTask task, List<ProcEntry> members) {
    return finish(task, "left running: " + StopSignals.labels(task, members));
  }

  private boolean giveUp(StopTask task, List<ProcEntry> members) {
    String what = "could not be ended: " + StopSignals.labels(task, members);
    return finish(task, task.remark == null ? what : task.remark + "; " + what);
  }

  private boolean finish(StopTask task, @Nullable String remark) {
    Child child = task.child;
    if (child == null) {
      nobodys = null;
      changed.signalAll();
    } else {
      tasks.remove(child);
      report.accept(child, remark);
    }
    return true;
  }
}
