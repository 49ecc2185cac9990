package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Terminal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One spawned process from its spawn to its end. Made by the spawning thread, handed to the reader
 * with the first event; the stopper reads what is volatile.
 */
final class Child {
  /**
   * The leaders of this process that are not reaped yet, and its helpers: nobody else's to reap.
   */
  static final Set<Long> UNREAPED = ConcurrentHashMap.newKeySet();

  private static final AtomicLong NUMBER = new AtomicLong();

  /** Unlike its pid, never anybody else's. */
  final long id = NUMBER.incrementAndGet();

  final SpawnRequest request;
  final long pid;
  final long startTicks;

  /** Its place at the helper; -1 without one. */
  int slot = -1;

  /**
   * -1: not opened yet, because the end of its output may tell; or waited for by a thread of its
   * own, as one is that owns the terminal.
   */
  volatile int pidfd = -1;

  /** Whether the leader's exit is waited for by itself, not only for the end of its output. */
  volatile boolean isWatched;

  /** Since when the reader knows it (nanoseconds, monotonic). */
  final long born = System.nanoTime();

  /** The reading end of its output; -1: none, or at its end. */
  volatile int output = -1;

  /** How the leader ended; null until it is gone, and when nobody can tell. */
  volatile @Nullable ExitStatus status;

  /** Set after its status. */
  private volatile boolean leaderIsGone;

  /** "pipe:[INODE]", set when the leader has ended and somebody still holds its output. */
  volatile @Nullable String heldPipe;

  /** Whether {@code ended} was reported. Only a process that cannot be killed lives on then. */
  boolean reported;

  /** How many bytes it has written so far. */
  long received;

  /** A pipe that was found full has been enlarged. */
  boolean pipeIsLarge;

  @Nullable LogWriter log;

  /** The log of one that runs under a {@link Keeper}: it writes that itself. */
  @Nullable KeptLog kept;

  @Nullable Section section;
  @Nullable LineSplitter lines;
  @Nullable Terminal terminal;

  /** An earlier coordinator has started it: it is nobody's child here, and is never reaped here. */
  final boolean isAdopted;

  /** It was over when it was adopted. */
  boolean isOver;

  /** Its pid belongs to somebody else by now, and so does the group of that number. */
  boolean isReplaced;

  Child(SpawnRequest request, Processes.Started started) {
    this(request, started, false);
    UNREAPED.add(pid);
  }

  private Child(SpawnRequest request, Processes.Started started, boolean isAdopted) {
    this.request = request;
    this.pid = started.pid();
    this.startTicks = started.startTicks();
    this.isAdopted = isAdopted;
  }

  /**
   * One that an earlier coordinator has started. It has a pidfd if it is still there; that it is
   * the same process is seen after that was opened, so the descriptor can mean no other one.
   *
   * @throws IllegalArgumentException if its output is not {@link Output.Kept}
   */
  static Child adopt(SpawnRequest request, Processes.Started started) {
    if (!(request.output() instanceof Output.Kept kept)) {
      throw new IllegalArgumentException("only what a keeper runs can be adopted");
    }
    Child child = new Child(request, started, true);
    child.kept = KeptLog.adopt(kept);
    child.pidfd = Libc.pidfdOpen(child.pid);
    long ticks = new Proc().startTicks(child.pid);
    if (ticks == child.startTicks) {
      return child;
    }
    child.isReplaced = ticks >= 0;
    child.isOver = true;
    if (child.pidfd >= 0) {
      Libc.close(child.pidfd);
      child.pidfd = -1;
    }
    return child;
  }

  Processes.Started identity() {
    return new Processes.Started(pid, startTicks);
  }

  Scope scope() {
    return request.scope();
  }

  /** Whether the leader has been reaped, or, if it is nobody's child here, was seen to be over. */
  boolean isLeaderGone() {
    return leaderIsGone;
  }

  /** The leader is gone; null: nobody can tell how. */
  void leaderIsGone(@Nullable ExitStatus how) {
    status = how;
    leaderIsGone = true;
  }
}
