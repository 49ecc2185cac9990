package dev.pawl.run;

import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Applies what happens to items; which loops are at rest is an index beside the rows. */
final class Loops {
  private final RunState state;
  private final BitSet atRest = new BitSet();
  private int running;

  Loops(RunState state) {
    this.state = state;
  }

  /** Loops whose attempt has to end. */
  BitSet atRest() {
    return atRest;
  }

  /** How many loops run, listing included. */
  int running() {
    return running;
  }

  void begin(JobRow row) {
    row.loop = row.job.loop().map(LoopRow::new).orElseThrow();
    running++;
  }

  /** The attempt of a loop is over: frees the slots of items that nobody will tell of. */
  void end(JobRow row) {
    LoopRow loop = row.loopRow();
    loop.open().forEach(this::disarm);
    state.tally.retryWaits -= loop.waiting();
    state.tally.running -= loop.abandon();
    running--;
    atRest.clear(row.index);
    state.releases().unready(row);
  }

  /** A stop is ordered: nothing more starts. */
  void halt(JobRow row) {
    LoopRow loop = row.loopRow();
    loop.open().forEach(this::disarm);
    state.tally.retryWaits -= loop.waiting();
    loop.halt();
    settle(row);
  }

  void apply(RunEvent.ItemEvent event, Now now) {
    JobRow row = state.row(event.job());
    LoopRow loop = row.loopRow();
    switch (event) {
      case RunEvent.ItemsAdopted e -> {
        e.items().forEach(loop::adopted);
        state.tally.running += e.items().size();
      }
      case RunEvent.ItemsListed e -> {
        e.gone().forEach(item -> drop(loop, loop.waiting(item.index())));
        loop.listed(e);
        haltIfOver(loop);
      }
      case RunEvent.LoopBroken e -> {
        loop.exitCode = e.exitCode();
        loop.signal = e.signal();
        loop.fail(e.reason());
        halt(row);
      }
      case RunEvent.ItemPlanned e -> {
        loop.planned(e.item(), e.attempt());
        state.tally.running++;
      }
      case RunEvent.ItemStarted e -> {
        ItemRow item = loop.item(e.item().index(), e.attempt());
        item.started = true;
        row.job
            .limits()
            .timeout()
            .ifPresent(timeout -> arm(row, item, now.after(timeout.minus(e.age()))));
      }
      case RunEvent.ItemStopOrdered e -> {
        ItemRow item = loop.item(e.item().index(), e.attempt());
        item.stop = e.cause();
        disarm(item);
      }
      case RunEvent.ItemFinished e -> finished(row, e, now);
      case RunEvent.ItemDue e -> {
        ItemRow item = loop.waiting(e.item().index());
        if (item == null) {
          throw new IllegalStateException("item " + e.item().index() + " does not wait");
        }
        disarm(item);
        state.tally.retryWaits--;
        loop.due(item);
      }
    }
    settle(row);
  }

  /** One that would have been tried again is not wanted any more. */
  private void drop(LoopRow loop, @Nullable ItemRow waits) {
    if (waits != null) {
      disarm(waits);
      state.tally.retryWaits -= loop.drop(waits) ? 1 : 0;
    }
  }

  private void finished(JobRow row, RunEvent.ItemFinished e, Now now) {
    LoopRow loop = row.loopRow();
    ItemRow item = loop.finished(e);
    disarm(item);
    state.tally.running--;
    e.retryAt()
        .ifPresent(due -> {
          state.tally.retryWaits++;
          arm(row, item, now.after(Duration.between(now.wall(), due)));
        });
    haltIfOver(loop);
  }

  private void haltIfOver(LoopRow loop) {
    if (loop.isOver()) {
      loop.open().stream().filter(one -> !one.live).forEach(this::disarm);
      state.tally.retryWaits -= loop.waiting();
      loop.halt();
    }
  }

  private void arm(JobRow row, ItemRow item, long tick) {
    item.alarm = new Alarm(tick, row.index, item.attempt, item.item.index());
    state.deadlines.arm(item.alarm);
  }

  private void disarm(ItemRow item) {
    state.deadlines.disarm(item.alarm);
    item.alarm = null;
  }

  /** Keeps the indexes: whether it can start something, and whether it is at rest. */
  private void settle(JobRow row) {
    LoopRow loop = row.loopRow();
    if (loop.startable() > 0) {
      state.releases().ready(row);
    } else {
      state.releases().unready(row);
    }
    atRest.set(row.index, row.isLive() && loop.isAtRest());
  }
}
