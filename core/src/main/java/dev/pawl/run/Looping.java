package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What follows for a loop: its items start as slots get free, each with timeout and retries of its
 * own, and when none lives and none is left its attempt ends as they did.
 */
final class Looping {
  /** So many failed items are named in a reason. */
  private static final int NAMED = 10;

  /** Tells the random waits of items apart. */
  private static final long SPREAD = 0xD1B54A32D192ED03L;

  private Looping() {}

  /** Starts a loop, or as many of its items as there is room for; says how many slots it took. */
  static int start(Draft draft, JobRow row, int room) {
    LoopRow loop = row.loop;
    if (loop == null || row.status() == JobStatus.PENDING) {
      Starting.plan(draft, row);
      return 0;
    }
    JobName job = row.job.name();
    List<ItemRow> first = loop.first(Math.min(room, loop.room()));
    for (ItemRow one : first) {
      int attempt = one.attempt + 1;
      draft.event(new RunEvent.ItemPlanned(job, one.item, attempt));
      draft.effect(new Effect.SpawnItem(job, one.item, attempt));
    }
    return first.size();
  }

  static Decision listed(RunState state, RunCommand.ItemsListed c) {
    JobRow row = state.row(c.job());
    if (!row.isListing(c.attempt()) || row.due == null) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    draft.event(new RunEvent.ItemsListed(c.job(), c.missing(), c.total(), c.gone()));
    for (Item item : c.gone()) {
      ItemRow live = row.loopRow().live(item.index());
      if (live != null) {
        stop(draft, row, live, StopCause.CANCEL);
      }
    }
    return draft.done();
  }

  private static void stop(Draft draft, JobRow row, ItemRow live, StopCause cause) {
    JobName job = row.job.name();
    draft.event(new RunEvent.ItemStopOrdered(job, live.item, live.attempt, cause));
    draft.effect(new Effect.StopItem(job, live.item, live.attempt, row.job.limits().grace()));
  }

  /** Also while items live: then they are stopped. */
  static Decision broke(RunState state, RunCommand.LoopBroke c) {
    JobRow row = state.row(c.job());
    if (!row.isLive(c.attempt()) || row.loopRow().broken != null) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    broke(draft, row, new RunEvent.LoopBroken(c.job(), c.exitCode(), c.signal(), c.reason()));
    return draft.done();
  }

  static void broke(Draft draft, JobRow row, RunEvent.LoopBroken how) {
    draft.event(how);
    stopItems(draft, row, row.job.limits().grace());
  }

  static Decision started(RunState state, RunCommand.ItemStarted c) {
    JobRow row = state.row(c.job());
    boolean first =
        !row.isStopped(c.item(), c.attempt())
            && !row.loopRow().item(c.item().index(), c.attempt()).started;
    return first
        ? new Draft()
            .event(new RunEvent.ItemStarted(c.job(), c.item(), c.attempt(), c.age()))
            .done()
        : Decision.NOTHING;
  }

  private static boolean isLive(JobRow row, Item item, int attempt) {
    return row.isLive() && row.loop != null && row.loop.isLive(item.index(), attempt);
  }

  static Decision refused(RunState state, RunCommand.ItemRefused c, Now now) {
    return ended(
        state,
        new RunCommand.ItemEnded(
            c.job(), c.item(), c.attempt(), OptionalInt.empty(), 0, 0, c.reason(), ""),
        now);
  }

  static Decision ended(RunState state, RunCommand.ItemEnded c, Now now) {
    JobRow row = state.row(c.job());
    if (!isLive(row, c.item(), c.attempt())) {
      return Decision.NOTHING;
    }
    JobStatus outcome = outcome(row, c);
    return new Draft()
        .event(
            new RunEvent.ItemFinished(
                c.job(),
                c.item(),
                c.attempt(),
                outcome,
                c.exitCode(),
                reason(row, c, outcome),
                retryAt(state, row, c, outcome, now),
                c.logBytes()))
        .done();
  }

  private static JobStatus outcome(JobRow row, RunCommand.ItemEnded c) {
    StopCause stop = row.attempts().getLast().stop;
    LoopRow loop = row.loopRow();
    if (stop != null) {
      return stop.interrupts() ? JobStatus.INTERRUPTED : JobStatus.CANCELLED;
    }
    if (loop.broken != null) {
      return JobStatus.INTERRUPTED;
    }
    StopCause own = loop.item(c.item().index(), c.attempt()).stop;
    if (own != null) {
      return own == StopCause.TIMEOUT ? JobStatus.TIMED_OUT : JobStatus.CANCELLED;
    }
    boolean good = c.failure().isEmpty() && c.exitCode().orElse(1) == 0;
    return good ? JobStatus.SUCCEEDED : JobStatus.FAILED;
  }

  private static String reason(JobRow row, RunCommand.ItemEnded c, JobStatus outcome) {
    StringBuilder text = new StringBuilder();
    if (outcome == JobStatus.TIMED_OUT) {
      text.append(Reasons.timeout(row.job));
    } else if (outcome == JobStatus.FAILED) {
      text.append(Reasons.how(c.exitCode(), c.signal(), c.failure()));
    }
    Attempts.append(text, c.failure());
    Attempts.append(text, c.remark());
    return text.toString();
  }

  private static Optional<Instant> retryAt(
      RunState state, JobRow row, RunCommand.ItemEnded c, JobStatus outcome, Now now) {
    boolean goesOn = state.stop().isEmpty() && !state.isCutShort() && !row.loopRow().isOver();
    if (!goesOn
        || !outcome.isFailure()
        || !Attempts.isWorthAnother(row.job.limits().retry(), c.attempt(), c.exitCode())) {
      return Optional.empty();
    }
    long seed = state.options().seed() + c.item().index() * SPREAD;
    return Optional.of(now.wall().plus(Attempts.wait(seed, row, c.attempt())));
  }

  /** A deadline of an item has come: of its life, or of its wait. */
  static void due(Draft draft, JobRow row, Alarm alarm) {
    LoopRow loop = row.loopRow();
    ItemRow waits = loop.waiting(alarm.item());
    JobName job = row.job.name();
    if (waits != null) {
      draft.event(new RunEvent.ItemDue(job, waits.item, waits.attempt + 1));
      return;
    }
    stop(draft, row, loop.item(alarm.item(), alarm.attempt()), StopCause.TIMEOUT);
  }

  /** Ends whatever lives of a loop. */
  static void end(Draft draft, JobRow row, Duration grace) {
    if (!row.loopRow().isListed()) {
      draft.effect(new Effect.StopListing(row.job.name(), row.attempts().size(), grace));
    }
    stopItems(draft, row, grace);
  }

  private static void stopItems(Draft draft, JobRow row, Duration grace) {
    for (ItemRow item : row.loopRow().open()) {
      if (item.live) {
        draft.effect(new Effect.StopItem(row.job.name(), item.item, item.attempt, grace));
      }
    }
  }

  /** Ends the attempts of loops that are at rest. */
  static Decision conclude(RunState state) {
    Draft draft = new Draft();
    state.loops.atRest().stream()
        .forEach(job -> {
          JobRow row = state.row(job);
          draft.event(finished(state, row));
          draft.effect(new Effect.EndLoop(row.job.name()));
        });
    return draft.done();
  }

  /** The end of a loop of which nothing lives. */
  static RunEvent finished(RunState state, JobRow row) {
    LoopRow loop = row.loopRow();
    JobStatus outcome = outcome(state, row);
    String reason = reason(state, row, outcome);
    OptionalInt code = outcome == JobStatus.SUCCEEDED ? OptionalInt.of(0) : loop.exitCode;
    return new RunEvent.AttemptFinished(
        row.job.name(),
        row.attempts().size(),
        outcome,
        code,
        loop.signal,
        reason.isEmpty() ? Optional.empty() : Optional.of(reason),
        loop.logBytes,
        outcome == JobStatus.SUCCEEDED ? Optional.empty() : progress(loop));
  }

  private static Optional<JobProgress> progress(LoopRow loop) {
    return loop.isCounted() && loop.total() > 0
        ? Optional.of(JobProgress.of(loop.done(), loop.total()))
        : Optional.empty();
  }

  /** Why it was ended; a fault may break it in the turn in which it stops the run. */
  private static @Nullable StopCause stop(RunState state, JobRow row) {
    StopCause stop = row.attempts().getLast().stop;
    return stop == null && row.loopRow().broken != null
        ? state.stop().map(RunEvent.RunStopping::cause).orElse(null)
        : stop;
  }

  private static JobStatus outcome(RunState state, JobRow row) {
    StopCause stop = stop(state, row);
    LoopRow loop = row.loopRow();
    if (stop != null && stop.interrupts()) {
      return JobStatus.INTERRUPTED;
    }
    if (stop != null) {
      return JobStatus.CANCELLED;
    }
    boolean good = loop.broken == null && loop.done() == loop.total();
    return good ? JobStatus.SUCCEEDED : JobStatus.FAILED;
  }

  private static String reason(RunState state, JobRow row, JobStatus outcome) {
    LoopRow loop = row.loopRow();
    if (outcome == JobStatus.SUCCEEDED) {
      return loop.total() == 0 ? "no items" : "";
    }
    if (outcome == JobStatus.INTERRUPTED) {
      StopCause stop = stop(state, row);
      boolean fault = stop != null && stop.isFault();
      return fault && loop.broken != null ? loop.broken : processed(loop);
    }
    if (outcome == JobStatus.CANCELLED) {
      boolean failFast = stop(state, row) == StopCause.FAIL_FAST;
      String why =
          failFast
              ? Reasons.failFast(state)
              : state.stop().map(RunEvent.RunStopping::reason).orElse(Reasons.CANCELLED);
      return why + "; " + processed(loop);
    }
    return loop.broken == null ? failures(loop) : loop.broken;
  }

  private static String processed(LoopRow loop) {
    return loop.isCounted() ? processed(loop.done(), loop.total()) : "its items were not listed";
  }

  /** For example {@code processed 523 of 1000 items}. */
  static String processed(long done, long total) {
    return "processed " + done + " of " + total + " items";
  }

  /**
   * For example {@code 2 of 1000 items failed: a (exit code 1), b (exit code 3); 3 did not run}.
   */
  private static String failures(LoopRow loop) {
    List<LoopRow.Failure> failed = loop.failed();
    StringBuilder text = new StringBuilder();
    text.append(failed.size()).append(" of ").append(loop.total()).append(" items failed: ");
    List<String> names = failed.stream().limit(NAMED).map(LoopRow.Failure::toString).toList();
    text.append(String.join(", ", names));
    if (failed.size() > names.size()) {
      text.append(" and ").append(failed.size() - names.size()).append(" more");
    }
    int never = loop.total() - loop.done() - failed.size();
    return never == 0 ? text.toString() : text + "; " + never + " did not run";
  }
}
