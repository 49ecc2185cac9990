package dev.pawl.coordinator;

import dev.pawl.graph.JobGraph;
import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.posix.KernelLock;
import dev.pawl.posix.Terminal;
import dev.pawl.process.Identity;
import dev.pawl.process.Processes;
import dev.pawl.run.Owner;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.RunState;
import dev.pawl.run.Selection;
import dev.pawl.run.StopCause;
import dev.pawl.step.StepLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Runs a workflow in the foreground: check, record, run, report. */
public final class Coordinator {
  private static final int USAGE = 2;
  private static final int REFUSED = 3;
  private static final int FAULT = 70;
  private static final Duration STRAGGLER_PATIENCE = Duration.ofSeconds(1);
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 15, "SIGTERM");

  private final RunRequest request;
  private final RunObserver observer;
  private final StopSignals signals;
  private final RunControl control;
  private final Selection selection;
  private final DailyPruning pruning;
  private final Mailbox mailbox = new Mailbox();

  private Coordinator(
      RunRequest request, RunObserver observer, StopSignals signals, RunControl control) {
    this.request = request;
    this.observer = observer;
    this.signals = signals;
    this.control = control;
    this.pruning =
        new DailyPruning(
            request.folder(), request.project().log(), Instant.now(), observer::notice);
    this.selection = Selection.of(JobGraph.of(request.workflow().jobs()), request.selectors());
  }

  /**
   * Runs a workflow to its end on the calling thread, which must be a platform thread.
   *
   * <p>Whatever happens, what was started is stopped and waited for before this returns. Problems
   * are told in the outcome, never thrown: a wrong selection (2), a missing terminal (3), a broken
   * disk or a bug (70).
   *
   * @param control by which others reach the run while it goes on
   */
  public static RunOutcome run(
      RunRequest request, RunObserver observer, StopSignals signals, RunControl control) {
    return new Coordinator(request, observer, signals, control).run();
  }

  private RunOutcome run() {
    if (!selection.problems().isEmpty()) {
      return RunOutcome.refused(USAGE, selection.problems());
    }
    Optional<String> homeless = interactiveWithoutTerminal();
    if (homeless.isPresent()) {
      return RunOutcome.refused(REFUSED, List.of(homeless.get()));
    }
    try (StepLedger ledger =
        StepLedger.open(request.folder(), request.project().sync(), observer::notice)) {
      Optional<String> unreadable = unreadable(ledger);
      return unreadable.isPresent()
          ? RunOutcome.refused(FAULT, List.of(unreadable.get()))
          : run(ledger);
    }
  }

  /** Why the ledger cannot be read, where it is needed, before a run begins. */
  private Optional<String> unreadable(StepLedger ledger) {
    try {
      if (request.workflow().jobs().stream().anyMatch(job -> job.checkpoint().isPresent())) {
        ledger.look();
      }
      return Optional.empty();
    } catch (BrokenFileException | DamagedFileException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private RunOutcome run(StepLedger ledger) {
    selection.warnings().forEach(observer::notice);
    // Before there is anything on the disk: a signal from now on ends in the record of a run.
    signals.onSignal(this::signalled);
    try {
      RunFolder folder = new Runs(request.folder()).createNew(InstantSource.system());
      try (pruning;
          KernelLock lock = new Locks(request.folder()).run(folder.run())) {
        lock.lock();
        pruning.begin();
        return runIn(folder, ledger);
      }
    } catch (IOException e) {
      String why = "cannot take its lock: " + DiskProblem.told(e);
      return RunOutcome.refused(FAULT, List.of("the run could not be recorded: " + why));
    } catch (BrokenFileException e) {
      return RunOutcome.refused(FAULT, List.of("the run could not be recorded: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunOutcome.refused(FAULT, List.of("the run was interrupted before it began"));
    }
  }

  private Optional<String> interactiveWithoutTerminal() {
    Set<JobName> gone = new HashSet<>();
    selection.skips().forEach(skip -> gone.add(skip.job()));
    for (var job : request.workflow().jobs()) {
      if (job.role().interactive() && !gone.contains(job.name())) {
        Terminal terminal = Terminal.openForeground();
        if (terminal == null) {
          return Optional.of(
              "job '" + job.name() + "' is interactive and needs a terminal; there is none");
        }
        terminal.close();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private RunOutcome runIn(RunFolder folder, StepLedger ledger) {
    Surroundings surroundings = new Surroundings(request, folder.run(), folder);
    Secrets secrets = surroundings.secrets();
    RunSetting setting =
        new RunSetting(request, folder.run(), folder, surroundings, secrets, observer, ledger);
    Plans.write(folder, plan(), secrets);
    RunState state = new RunState(request.workflow());
    try (Journal journal =
        Journal.create(folder.journal(), request.project().sync(), this::journalBroke)) {
      Loop loop = new Loop(setting, state, journal, mailbox);
      return outcome(loop, state, folder);
    }
  }

  private Plan plan() {
    return new Plan(
        request.workflow(),
        request.selectors(),
        request.concurrency(),
        request.env(),
        request.project().log(),
        request.project().sync());
  }

  /** One way out: whatever ends the loop, what was started is gone before this returns. */
  private RunOutcome outcome(Loop loop, RunState state, RunFolder folder) {
    PostedRequests requests = new PostedRequests(request.workflow(), mailbox);
    try (loop;
        RunControl.Opened _ = control.open(folder, requests)) {
      return driven(loop, state, created(folder));
    }
  }

  /** A loop that is abandoned must still be open: what it was at work on is recorded then. */
  private RunOutcome driven(Loop loop, RunState state, RunEvent.RunCreated created) {
    try {
      loop.run(created, new RunCommand.Begin(selection.skips(), selection.named()));
      int code = state.end().orElseThrow().exitCode();
      return new RunOutcome(code, Optional.of(state), List.of());
    } catch (BrokenFileException | DamagedFileException e) {
      return abandoned(loop, state, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      RunOutcome outcome = abandoned(loop, state, "interrupted");
      Thread.currentThread().interrupt();
      return outcome;
    } catch (RuntimeException e) {
      return abandoned(loop, state, "internal error: " + e);
    }
  }

  private static RunOutcome abandoned(Loop loop, RunState state, String reason) {
    loop.abandon(reason);
    return new RunOutcome(FAULT, Optional.of(state), List.of(reason));
  }

  private RunEvent.RunCreated created(RunFolder folder) {
    Identity self = Identity.self();
    Owner owner = new Owner(self.bootId(), self.pid(), self.startTicks());
    RunOptions options = new RunOptions(concurrency(), new SplittableRandom().nextLong());
    return new RunEvent.RunCreated(
        folder.run(), request.workflow().name(), request.parent(), owner, options);
  }

  private int concurrency() {
    int processors = Runtime.getRuntime().availableProcessors();
    return request.workflow().mode() == Workflow.Mode.PARALLEL
        ? request.concurrency().orElse(request.workflow().concurrency().orElse(processors))
        : 1;
  }

  private void journalBroke(BrokenFileException e) {
    mailbox.post(new RunCommand.StopRun(StopCause.BROKEN, 0, String.valueOf(e.getMessage())));
  }

  private void signalled(int number) {
    String name = SIGNALS.getOrDefault(number, "signal " + number);
    mailbox.post(new RunCommand.StopRun(StopCause.SIGNAL, number, "stopped by " + name));
    pruning.hurry();
  }

  static Processes.Settings processes(RunRequest request, RunId run) {
    Duration longest =
        request.workflow().jobs().stream()
            .map(job -> job.limits().grace())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    longest = request.workflow().notices().longestGrace(longest);
    return new Processes.Settings(true, STRAGGLER_PATIENCE, true, longest, run.value() + ":");
  }
}
