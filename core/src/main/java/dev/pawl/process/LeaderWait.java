package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import dev.pawl.posix.Terminal;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one leader in a thread of its own: one that owns the terminal, or one for which no
 * descriptor was left.
 *
 * <p>With a terminal it waits as a shell does for its foreground job: when the job is stopped
 * (Ctrl+Z) the terminal is taken back, given again and the job goes on, since there is no prompt to
 * return to.
 */
final class LeaderWait implements Runnable {
  private static final long POLL_NANOS = 100_000_000;

  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private final Child child;
  private final long pid;
  private final @Nullable Terminal terminal;
  private final Runnable ended;

  LeaderWait(Child child, Runnable ended) {
    this.child = child;
    this.pid = child.pid;
    this.terminal = child.terminal;
    this.ended = ended;
  }

  void start() {
    Thread.ofPlatform().daemon().name("pawl-wait-" + pid).start(this);
  }

  @Override
  public void run() {
    int stopped = terminal == null ? 0 : Libc.WSTOPPED;
    while (Libc.waitid(pid, info, Libc.WEXITED | stopped | Libc.WNOWAIT) == 0
        && info.getInt(Libc.SIGINFO_CODE) == Libc.CLD_STOPPED) {
      // This time without WNOWAIT, so that the stop is told only once.
      Libc.waitid(pid, info, Libc.WSTOPPED | Libc.WNOHANG);
      goOn();
    }
    if (terminal != null) {
      terminal.takeBack();
      terminal.close();
    }
    if (child.isAdopted) {
      watch();
    }
    ended.run();
  }

  /** It is no child of this process, which waitid refuses to wait for. */
  private void watch() {
    Proc proc = new Proc();
    ProcEntry entry = proc.entry(pid);
    while (entry != null && entry.startTicks() == child.startTicks && entry.isAlive()) {
      LockSupport.parkNanos(POLL_NANOS);
      entry = proc.entry(pid);
    }
  }

  private void goOn() {
    if (terminal != null) {
      terminal.takeBack();
      terminal.giveTo(pid);
    }
    Libc.kill(-pid, Libc.SIGCONT);
  }
}
