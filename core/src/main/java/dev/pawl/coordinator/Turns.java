package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.run.Decision;
import dev.pawl.run.Effect;
import dev.pawl.run.Entry;
import dev.pawl.run.Now;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEngine;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Decides, applies and records: what a turn is before anything of it is carried out. */
final class Turns {
  private final RunState state;
  private final Journal journal;
  private final Watcher watcher;
  private final InstantSource clock = InstantSource.system();
  private long seq;
  private boolean recorded = true;

  /** Who hears of the events of a turn. */
  interface Watcher {
    /** All of them, before they are written. */
    void happened(List<RunEvent> events, Instant at);

    /** Those that are written. */
    void recorded(List<Entry> entries);

    /** Nobody looks. */
    Watcher NONE =
        new Watcher() {
          @Override
          public void happened(List<RunEvent> events, Instant at) {}

          @Override
          public void recorded(List<Entry> entries) {}
        };

    /** Shows what is written, and no more. */
    static Watcher shownTo(RunObserver observer, RunState state) {
      return new Watcher() {
        @Override
        public void happened(List<RunEvent> events, Instant at) {}

        @Override
        public void recorded(List<Entry> entries) {
          observer.recorded(state, entries);
        }
      };
    }
  }

  /**
   * The turns of a run.
   *
   * @param seq how many entries the journal holds
   */
  Turns(RunState state, Journal journal, long seq, Watcher watcher) {
    this.state = state;
    this.journal = journal;
    this.seq = seq;
    this.watcher = watcher;
  }

  /** Decides, applies and records until nothing follows; returns what is to be carried out. */
  List<Effect> settle(List<RunCommand> commands) {
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

  /** Records what was not decided here. */
  void record(RunEvent... given) {
    Now now = now();
    List<RunEvent> events = List.of(given);
    events.forEach(event -> state.apply(event, now));
    write(events, now);
  }

  /** Whether all that the state has been told of is in the journal, as far as that is known. */
  boolean isRecorded() {
    return recorded;
  }

  private void write(List<RunEvent> events, Now now) {
    List<Entry> entries = new ArrayList<>(events.size());
    for (RunEvent event : events) {
      if (event.isRecorded()) {
        entries.add(new Entry(++seq, now.wall(), event));
      }
    }
    watcher.happened(events, now.wall());
    if (entries.isEmpty()) {
      return;
    }
    recorded = false;
    journal.append(entries);
    if (state.end().isPresent()
        || state.isHandedOver()
        || events.stream().anyMatch(RunEvent::isForced)) {
      journal.sync();
    }
    recorded = true;
    watcher.recorded(entries);
  }

  /** To the millisecond, as the journal keeps it: a replay gives the very same state. */
  private Now now() {
    return new Now(Instant.ofEpochMilli(clock.millis()), System.nanoTime());
  }
}
