package dev.pawl.process;

import dev.pawl.posix.Epoll;
import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Serves all outputs and exits through one epoll set: on a thread of its own, or turn by turn on
 * the caller's ({@link Processes#serve}).
 *
 * <p>A turn: wait; do the errands that other threads left, so that a child is known here before its
 * first event is served; read every output that has something, once; then hand the leaders that
 * ended to {@link Endings}. Outputs come before: a leader's last words are in its pipe before its
 * exit is reported.
 *
 * <p>A process closes its output when it ends, so the end of an output is the moment to ask for its
 * exit, and most short jobs need no more. A leader that goes on without its output, or lives for
 * {@link #YOUTH_NANOS}, gets a pidfd: something it left behind may hold its output when it ends.
 */
final class Reader implements Runnable {
  private static final int CHUNK = 64 * 1024;
  private static final int LARGE_PIPE = 1 << 20;
  private static final long WAKE = -1;
  private static final long YOUTH_NANOS = 50_000_000;

  private final Epoll epoll = new Epoll();
  private final int wake = Libc.eventfd();
  private final Map<Long, Child> children = new ConcurrentHashMap<>();
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Memory chunk = Memory.allocate(CHUNK);
  private final Memory counter = Memory.allocate(8);
  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private final Queue<Child> young = new ConcurrentLinkedQueue<>();
  private final Consumer<List<Child>> ended;
  private final Consumer<Child> unwatchable;
  private final LongSupplier chores;
  private boolean over;

  /**
   * @param ended is given all children whose leaders have ended and are not yet reaped
   * @param unwatchable is given a child for which no descriptor is left, or that owns the terminal
   * @param chores does what is due besides, and tells in how many milliseconds more will be
   */
  Reader(Consumer<List<Child>> ended, Consumer<Child> unwatchable, LongSupplier chores) {
    this.ended = ended;
    this.unwatchable = unwatchable;
    this.chores = chores;
    epoll.add(wake, WAKE);
  }

  /**
   * Called by whoever spawned it; the child's first event may be served before this returns.
   *
   * @return whether the reader, if it waits, may wait for longer than this child's youth
   */
  boolean watch(Child child) {
    children.put(child.id, child);
    if (child.isOver) {
      post(() -> ended.accept(List.of(child)));
      return false;
    }
    if (child.output < 0) {
      watchLeader(child);
      return false;
    }
    boolean first = young.isEmpty();
    young.add(child);
    epoll.add(child.output, child.id << 1);
    return first;
  }

  private void watchLeader(Child child) {
    child.isWatched = true;
    if (child.terminal != null) {
      unwatchable.accept(child);
      return;
    }
    if (child.pidfd < 0) {
      child.pidfd = Libc.pidfdOpen(child.pid);
    }
    if (child.pidfd >= 0) {
      epoll.add(child.pidfd, child.id << 1 | 1);
    } else {
      unwatchable.accept(child);
    }
  }

  /** Watches the leaders that are no longer young; the milliseconds until the next one is due. */
  private long watchOld() {
    long now = System.nanoTime();
    for (Child child = young.peek(); child != null; child = young.peek()) {
      long left = child.born + YOUTH_NANOS - now;
      if (left > 0) {
        return left / 1_000_000 + 1;
      }
      young.remove();
      if (!child.isWatched && !child.isLeaderGone()) {
        watchLeader(child);
      }
    }
    return Long.MAX_VALUE;
  }

  Collection<Child> children() {
    return children.values();
  }

  void forget(Child child) {
    children.remove(child.id);
  }

  /**
   * Leaves an errand for the next turn, whatever that begins with: it is done before anything is
   * served. Any thread; {@link #remind} sees to it that there is a turn.
   */
  void leave(Runnable errand) {
    errands.add(errand);
  }

  /** Begins a turn if errands were left. Any thread. */
  void remind() {
    if (!errands.isEmpty()) {
      post(() -> {});
    }
  }

  /** Has {@code errand} done by the reader soon. Any thread. */
  void post(Runnable errand) {
    errands.add(errand);
    if (awake.compareAndSet(false, true)) {
      Memory one = Memory.allocate(8);
      one.putLong(0, 1);
      Libc.write(wake, one, 0, 8);
    }
  }

  /** An errand: lets {@link #run} return after this turn. */
  void finish() {
    over = true;
  }

  @Override
  public void run() {
    while (!over) {
      turn(Long.MAX_VALUE);
    }
    Libc.close(wake);
    epoll.close();
  }

  /** One turn, which waits for something to serve for {@code millis} at most. */
  void turn(long millis) {
    long patience = Math.min(Math.min(millis, chores.getAsLong()), watchOld());
    int ready = epoll.await((int) Math.min(patience, Integer.MAX_VALUE));
    for (int i = 0; i < ready; i++) {
      if (epoll.data(i) == WAKE) {
        Libc.read(wake, counter, 8);
      }
    }
    doErrands();
    List<Child> over = new ArrayList<>(ready);
    for (int i = 0; i < ready; i++) {
      serveOutput(epoll.data(i), over);
    }
    addExited(ready, over);
    if (!over.isEmpty()) {
      ended.accept(over);
    }
  }

  private void serveOutput(long data, List<Child> over) {
    if (data >= 0 && (data & 1) == 0) {
      Child child = children.get(data >> 1);
      if (child != null && child.output >= 0) {
        readOnce(child);
        if (child.output < 0 && !child.isWatched && !child.isLeaderGone()) {
          askForExit(child, over);
        }
      }
    }
  }

  private void askForExit(Child child, List<Child> over) {
    int options = Libc.WEXITED | Libc.WNOHANG | Libc.WNOWAIT;
    info.putInt(Libc.SIGINFO_PID, 0);
    boolean asked = Libc.waitid(child.pid, info, options) == 0;
    if (asked && info.getInt(Libc.SIGINFO_PID) != 0) {
      over.add(child);
    } else {
      watchLeader(child);
    }
  }

  private void addExited(int ready, List<Child> over) {
    for (int i = 0; i < ready; i++) {
      long data = epoll.data(i);
      Child child = data >= 0 && (data & 1) == 1 ? children.get(data >> 1) : null;
      if (child != null) {
        over.add(child);
      }
    }
  }

  private void doErrands() {
    awake.set(false);
    Runnable errand = errands.poll();
    while (errand != null) {
      errand.run();
      errand = errands.poll();
    }
  }

  /** Reads what is there without waiting; after this only strangers can still write. */
  void drain(Child child) {
    if (child.output >= 0) {
      Libc.setNonBlocking(child.output);
      while (child.output >= 0 && readOnce(child)) {
        // Reads on until the pipe is empty or at its end.
      }
    }
  }

  void closeOutput(Child child) {
    if (child.output >= 0) {
      epoll.remove(child.output);
      Libc.close(child.output);
      child.output = -1;
    }
  }

  /** Call it once the leader has ended. */
  void closePidfd(Child child) {
    if (child.pidfd >= 0) {
      epoll.remove(child.pidfd);
      Libc.close(child.pidfd);
      child.pidfd = -1;
    }
  }

  /** One read(2); false if there was nothing. */
  private boolean readOnce(Child child) {
    int count = Libc.read(child.output, chunk, CHUNK);
    if (count > 0) {
      take(child, count);
      return true;
    }
    if (count != -Errno.EAGAIN) {
      closeOutput(child);
    }
    return false;
  }

  private void take(Child child, int count) {
    LogWriter log = child.log;
    if (log != null) {
      log.write(chunk, count);
    }
    Section section = child.section;
    if (section != null) {
      section.write(chunk, count);
    }
    LineSplitter lines = child.lines;
    if (lines != null) {
      lines.accept(chunk, count);
    }
    child.received += count;
    if (count == CHUNK && !child.pipeIsLarge) {
      child.pipeIsLarge = true;
      Libc.setPipeSize(child.output, LARGE_PIPE);
    }
  }
}
