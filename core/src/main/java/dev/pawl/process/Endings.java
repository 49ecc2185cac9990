package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens between the exit of a leader and the report of its end. Belongs to the reader.
 *
 * <pre>
 * leader exits: drain -> tell the helper -> reap -> anything left? --no--> report
 *                                                      | yes
 *                              the stopper waits, keeps or stops ------> report
 * </pre>
 */
final class Endings {
  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private final Processes.Listener listener;
  private final @Nullable Helper helper;
  private final Executor finisher;
  private final Orphans orphans;
  private final Reader reader;
  private final Stopper stopper;
  private final Consumer<Child> forget;

  /** The parts of the layer that an ending needs. */
  record Parts(
      Processes.Listener listener,
      @Nullable Helper helper,
      Executor finisher,
      Orphans orphans,
      Reader reader,
      Stopper stopper,
      Consumer<Child> forget) {}

  Endings(Parts parts) {
    this.listener = parts.listener();
    this.helper = parts.helper();
    this.finisher = parts.finisher();
    this.orphans = parts.orphans();
    this.reader = parts.reader();
    this.stopper = parts.stopper();
    this.forget = parts.forget();
  }

  /** The leaders have ended: reaps them and looks what they left. */
  void leadersEnded(List<Child> children) {
    for (Child child : children) {
      leaderEnded(child);
    }
    orphans.look(reader.children());
    for (Child child : children) {
      if (!child.reported) {
        settle(child);
      }
    }
  }

  private void leaderEnded(Child child) {
    reader.drain(child);
    if (helper != null && child.slot >= 0) {
      helper.remove(child.slot);
    }
    child.leaderIsGone(reap(child));
    if (!child.isAdopted) {
      Child.UNREAPED.remove(child.pid);
    }
    reader.closePidfd(child);
    if (child.reported) {
      reader.forget(child);
    } else if (child.output >= 0) {
      child.heldPipe = orphans.nameOf(child.output);
    }
  }

  private void settle(Child child) {
    List<ProcEntry> left = orphans.of(child);
    if (stopper.leaderEnded(child, left)) {
      return;
    }
    // What left the session of an adopted one has not become our child: it takes a look at all.
    boolean alone = !child.isAdopted && left.isEmpty() && Libc.kill(-child.pid, 0) == -Errno.ESRCH;
    if (alone && child.output < 0) {
      report(child, null);
    } else {
      stopper.settle(child, left);
    }
  }

  /** The last word on a child, with what there is to remark. */
  void report(Child child, @Nullable String remark) {
    if (child.reported) {
      return;
    }
    child.reported = true;
    reader.drain(child);
    reader.closeOutput(child);
    if (child.isLeaderGone()) {
      reader.forget(child);
    }
    if (child.lines != null) {
      child.lines.flush();
    }
    if (child.section != null) {
      child.section.end();
    }
    JobLog log = child.kept == null ? child.log : child.kept;
    if (log == null) {
      tell(child, remark);
      return;
    }
    if (child.kept != null
        && child.request.output() instanceof Output.Kept output
        && output.into() != null) {
      child.kept.close();
      output.into().log().take(output, child.kept);
      tell(child, remark);
      return;
    }
    if (child.kept != null && child.request.keepDaemons() && remark != null) {
      child.kept.leave();
    }
    log.close();
    if (log.isTooLong()) {
      finish(() -> {
        log.shorten();
        tell(child, remark);
      });
    } else {
      tell(child, remark);
    }
  }

  /** Here and now, where the machine has no thread left. */
  private void finish(Runnable work) {
    try {
      finisher.execute(work);
    } catch (OutOfMemoryError none) {
      work.run();
    }
  }

  private void tell(Child child, @Nullable String remark) {
    forget.accept(child);
    String failure = failure(child);
    ExitStatus status = child.isLeaderGone() ? child.status : ExitStatus.killedBy(Libc.SIGKILL);
    String unknown = status == null ? "ended without an exit status" : null;
    listener.ended(
        new Processes.Ended(
            child.scope(),
            status,
            child.kept == null ? child.received : child.kept.bytes(),
            failure != null,
            both(both(unknown, remark), failure)));
  }

  private static @Nullable String failure(Child child) {
    if (child.section != null) {
      return child.section.failure();
    }
    if (child.request.output() instanceof Output.Kept output && output.into() != null) {
      return output.into().log().failure().orElse(null);
    }
    return child.log == null ? null : child.log.failure();
  }

  private static @Nullable String both(@Nullable String one, @Nullable String other) {
    if (one == null) {
      return other;
    }
    return other == null ? one : one + "; " + other;
  }

  private @Nullable ExitStatus reap(Child child) {
    if (child.isAdopted) {
      return recorded(child);
    }
    int result = Libc.waitid(child.pid, info, Libc.WEXITED);
    if (result < 0) {
      // Somebody in this process waited for all children: the status is lost, not the end.
      return ExitStatus.exited(255);
    }
    int status = info.getInt(Libc.SIGINFO_STATUS);
    boolean exited = info.getInt(Libc.SIGINFO_CODE) == Libc.CLD_EXITED;
    if (exited) {
      return ExitStatus.exited(status);
    }
    ExitStatus recorded = recorded(child);
    return recorded == null ? ExitStatus.killedBy(status) : recorded;
  }

  /** What a keeper has recorded: its own death says nothing about its job then. */
  private static @Nullable ExitStatus recorded(Child child) {
    return child.request.output() instanceof Output.Kept kept
            && Keeper.outcome(kept.status()) instanceof Keeper.Outcome.Exited end
        ? end.status()
        : null;
  }
}
