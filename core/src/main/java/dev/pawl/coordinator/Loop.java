package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.JobStatus;
import dev.pawl.process.Processes.Lingering;
import dev.pawl.run.Effect;
import dev.pawl.run.Entry;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
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

  private static final long BETWEEN_LOOKS = 1_000_000_000;

  private final RunFolder folder;
  private final RunState state;
  private final Turns turns;
  private final RunObserver observer;
  private final Children children;
  private final Effects effects;
  private final Mailbox mailbox;
  private final HeldEnds heldEnds = new HeldEnds();
  private final Set<Long> named = new HashSet<>();
  private long nextLook = System.nanoTime() + BETWEEN_LOOKS;

  /**
   * The turns of a run that begins, or goes on.
   *
   * @param seq how many entries the journal holds
   */
  Loop(RunSetting setting, RunState state, Journal journal, long seq, Mailbox mailbox) {
    this.folder = setting.folder();
    this.state = state;
    this.observer = setting.observer();
    this.children = new Children(Coordinator.processes(setting));
    this.mailbox = mailbox;
    this.effects = new Effects(setting, children, mailbox);
    this.turns = new Turns(state, journal, seq, new Shown());
    mailbox.wakeWith(children::wake);
  }

  /**
   * Runs turns until the run is over, or rests for another coordinator, and that is safe on the
   * disk.
   *
   * @param first what happened before the first turn
   */
  void run(List<RunEvent> first, List<RunCommand> begin) throws InterruptedException {
    turns.record(first.toArray(RunEvent[]::new));
    begin.forEach(mailbox::post);
    while (state.end().isEmpty() && !state.isHandedOver()) {
      turn(next());
      lookForRecord();
    }
  }

  /**
   * After a fault: stops and waits for what runs, then records as much of the truth as can still be
   * recorded. Another fault on the way ends the attempt; readers derive what is missing.
   */
  void abandon(String reason) {
    endAll();
    try {
      turns.settle(admitted(List.of(new RunCommand.StopRun(StopCause.BROKEN, 0, reason))));
      List<RunCommand> last = new ArrayList<>();
      mailbox.drainTo(last);
      turns.settle(admitted(last));
      List<RunCommand> lost = new ArrayList<>();
      for (JobRow row : state.rows()) {
        if (row.status() == JobStatus.RUNNING) {
          lost.add(effects.lost(row.job().name(), row.attempts().size()));
        }
      }
      turns.settle(lost);
    } catch (RuntimeException e) {
      lostEnd(reason, DiskProblem.orBug(e));
    }
  }

  /** Whether the records tell all that the state does. */
  boolean isRecorded() {
    return turns.isRecorded();
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
    for (Effect effect : turns.settle(commands)) {
      effects.carryOut(effect, state);
    }
    if (commands.isEmpty()) {
      nameLingering();
    }
  }

  /** What happens to items is written before anybody is told of it. */
  private final class Shown implements Turns.Watcher {
    @Override
    public void happened(List<RunEvent> events, Instant at) {
      effects.record(events, state, at);
    }

    @Override
    public void recorded(List<Entry> entries) {
      observer.recorded(state, entries);
      for (Entry entry : entries) {
        effects.recorded(entry.event());
      }
    }
  }

  /**
   * A run whose records were removed, as {@code git clean -fdx} does, does not go on: nobody could
   * find it, and another would do its work at the same time. A project that was moved is no such
   * thing.
   */
  private void lookForRecord() {
    long now = System.nanoTime();
    if (now - nextLook < 0) {
      return;
    }
    nextLook = now + BETWEEN_LOOKS;
    if (Files.notExists(folder.journal()) && Files.exists(folder.project())) {
      throw BrokenFileException.cannot(
          "write", folder.journal(), new IOException("it was removed while the run went on"));
    }
  }

  private void nameLingering() {
    for (Lingering one : children.lingering()) {
      if (named.add(one.pid())) {
        observer.notice("waiting for " + one.pid() + " " + one.name());
      }
    }
  }
}
