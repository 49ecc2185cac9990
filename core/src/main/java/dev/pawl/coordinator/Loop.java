package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.JobStatus;
import dev.pawl.process.Processes.Lingering;
import dev.pawl.run.Decision;
import dev.pawl.run.Effect;
import dev.pawl.run.Entry;
import dev.pawl.run.JobRow;
import dev.pawl.run.Now;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEngine;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The turns of one run, on the thread that calls {@link #run}.
 *
 * <p>A turn drains the mailbox, decides and applies until nothing follows, appends all events in
 * one write, shows them, and only then carries out the effects. What effects report waits in the
 * mailbox for the next turn.
 */
final class Loop implements AutoCloseable {
  /**
   * Milliseconds. Also how often a stop that takes long is looked at, to name what it waits for.
   */
  private static final long LONGEST_WAIT = 2_000;

  private final RunState state;
  private final Journal journal;
  private final RunObserver observer;
  private final Children children;
  private final Effects effects;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final HeldEnds heldEnds = new HeldEnds();
  private final Set<Long> named = new HashSet<>();
  private long seq;

  Loop(RunSetting setting, RunState state, Journal journal, Mailbox mailbox) {
    this.state = state;
    this.journal = journal;
    this.observer = setting.observer();
    this.children = new Children(Coordinator.processes(setting.request(), setting.run()));
    this.mailbox = mailbox;
    this.clock = InstantSource.system();
    this.effects = new Effects(setting, children, mailbox);
    mailbox.wakeWith(children::wake);
  }

  /** Runs turns until the run is over and its end is safe on the disk. */
  void run(RunEvent.RunCreated created, RunCommand begin) throws InterruptedException {
    record(List.of(created), now());
    mailbox.post(begin);
    while (state.end().isEmpty()) {
      turn(next());
    }
  }

  /**
   * After a fault: stops and waits for what runs, then records as much of the truth as can still be
   * recorded. Another fault on the way ends the attempt; readers derive what is missing.
   */
  void abandon(String reason) {
    endAll();
    try {
      settle(admitted(List.of(new RunCommand.StopRun(StopCause.BROKEN, 0, reason))));
      List<RunCommand> last = new ArrayList<>();
      mailbox.drainTo(last);
      settle(admitted(last));
      List<RunCommand> lost = new ArrayList<>();
      for (JobRow row : state.rows()) {
        if (row.status() == JobStatus.RUNNING) {
          lost.add(effects.lost(row.job().name(), row.attempts().size()));
        }
      }
      settle(lost);
    } catch (BrokenFileException | DamagedFileException e) {
      lostEnd(reason, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      lostEnd(reason, "internal error: " + e);
    }
  }

  /** A fault that is why the run is abandoned is told once. */
  private void lostEnd(String reason, String fault) {
    if (!fault.equals(reason)) {
      observer.notice("the end of the run could not be recorded: " + fault);
    }
  }

  /** Stops whatever is left, waits for it, and says goodbye to the helper. */
  @Override
  public void close() {
    endAll();
    effects.leave(state);
  }

  private void endAll() {
    effects.close();
    children.close();
    effects.closeFiles();
  }

  private List<RunCommand> next() {
    children.serve(mailbox.isEmpty() ? patience() : 0);
    List<RunCommand> all = new ArrayList<>();
    mailbox.drainTo(all);
    return admitted(all);
  }

  private List<RunCommand> admitted(List<RunCommand> arrived) {
    return heldEnds.admit(arrived, state, System.nanoTime());
  }

  private long patience() {
    long now = System.nanoTime();
    return Math.min(millisTo(state.nextDeadline(), now), millisTo(heldEnds.deadline(), now));
  }

  private static long millisTo(OptionalLong deadline, long now) {
    return deadline.isEmpty()
        ? LONGEST_WAIT
        : Math.clamp(Math.ceilDiv(deadline.getAsLong() - now, 1_000_000), 0, LONGEST_WAIT);
  }

  private void turn(List<RunCommand> commands) throws InterruptedException {
    for (Effect effect : settle(commands)) {
      effects.carryOut(effect, state);
    }
    if (commands.isEmpty()) {
      nameLingering();
    }
  }

  /** Decides, applies and records until nothing follows; returns what is to be carried out. */
  private List<Effect> settle(List<RunCommand> commands) {
    Now now = now();
    List<RunEvent> events = new ArrayList<>();
    List<Effect> following = new ArrayList<>();
    for (RunCommand command : commands) {
      take(RunEngine.decide(state, command, now), now, events, following);
    }
    take(RunEngine.decide(state, new RunCommand.Tick(), now), now, events, following);
    Decision next = RunEngine.advance(state, now);
    while (!next.isNothing()) {
      take(next, now, events, following);
      next = RunEngine.advance(state, now);
    }
    write(events, now);
    return following;
  }

  private void take(Decision decision, Now now, List<RunEvent> events, List<Effect> following) {
    for (RunEvent event : decision.events()) {
      state.apply(event, now);
    }
    events.addAll(decision.events());
    following.addAll(decision.effects());
  }

  private void record(List<RunEvent> events, Now now) {
    events.forEach(event -> state.apply(event, now));
    write(events, now);
  }

  private void write(List<RunEvent> events, Now now) {
    List<Entry> entries = new ArrayList<>(events.size());
    for (RunEvent event : events) {
      if (event.isRecorded()) {
        entries.add(new Entry(++seq, now.wall(), event));
      }
    }
    effects.record(events, state, now.wall());
    if (entries.isEmpty()) {
      return;
    }
    journal.append(entries);
    if (state.end().isPresent()) {
      journal.sync();
    }
    observer.recorded(state, entries);
    for (Entry entry : entries) {
      effects.recorded(entry.event());
    }
  }

  private void nameLingering() {
    for (Lingering one : children.lingering()) {
      if (named.add(one.pid())) {
        observer.notice("waiting for " + one.pid() + " " + one.name());
      }
    }
  }

  /** To the millisecond, as the journal keeps it: a replay gives the very same state. */
  private Now now() {
    return new Now(Instant.ofEpochMilli(clock.millis()), System.nanoTime());
  }
}
