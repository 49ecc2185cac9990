package dev.pawl.coordinator;

import dev.pawl.backlog.Backlog;
import dev.pawl.graph.JobGraph;
import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.RunRemoval;
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
import dev.pawl.process.Processes;
import dev.pawl.run.Placement;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a workflow in the foreground: check, record, run, report. */
public final class Coordinator {
  private static final int USAGE = 2;
  private static final int REFUSED = 3;
  private static final int FAULT = 70;
  private static final Duration STRAGGLER_PATIENCE = Duration.ofSeconds(1);
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 15, "SIGTERM");

  private final RunRequest request;
  private final Company company;
  private final RunObserver observer;
  private final Selection selection;
  private final DailyPruning pruning;
  private final LostRuns lost;
  private final Mailbox mailbox = new Mailbox();

  private Coordinator(RunRequest request, Company company) {
    this.request = request;
    this.company = company;
    this.observer = company.observer();
    this.pruning =
        new DailyPruning(
            request.folder(), request.project().log(), Instant.now(), observer::notice);
    Secrets known = Secrets.in(List.of(System.getenv(), request.env()));
    this.lost = new LostRuns(request.folder(), known::scrub, observer::notice);
    this.selection = Selection.of(JobGraph.of(request.workflow().jobs()), request.selectors());
  }

  /**
   * Runs a workflow to its end on the calling thread, which must be a platform thread.
   *
   * <p>Whatever happens, what was started is stopped and waited for before this returns. Problems
   * are told in the outcome, never thrown: a wrong selection (2), a missing terminal (3), a broken
   * disk or a bug (70).
   *
   * <p>What is not to run before this returns is handed over to a coordinator of its own, which has
   * confirmed that by then.
   */
  public static RunOutcome run(RunRequest request, Company company) {
    return new Coordinator(request, company).run();
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
      if (unreadable.isPresent()) {
        return RunOutcome.refused(FAULT, List.of(unreadable.get()));
      }
      RunOutcome outcome = run(ledger);
      return outcome.state().map(RunState::isHandedOver).orElse(false)
          ? handOver(outcome)
          : outcome;
    }
  }

  private RunOutcome handOver(RunOutcome outcome) {
    RunId run = outcome.state().orElseThrow().created().run();
    RunFolder folder = new RunFolder(request.folder(), run);
    List<String> command = company.successor().command(run);
    try {
      if (request.work().isPresent()) {
        request.work().get().drive().release();
      }
      Optional<String> problem = new Handover(folder).to(command, plan());
      return problem.isEmpty() ? outcome : notTaken(folder, problem.get());
    } catch (IOException e) {
      String why = "run " + run + " could not be handed over: " + DiskProblem.told(e);
      return new RunOutcome(FAULT, outcome.state(), List.of(why));
    }
  }

  /** As it was recorded: what was to go on is cancelled. */
  private static RunOutcome notTaken(RunFolder folder, String problem) {
    Optional<RunState> ended =
        RunReader.read(folder) instanceof RunReading.Whole whole
            ? Optional.of(whole.state())
            : Optional.empty();
    return new RunOutcome(1, ended, List.of("run " + folder.run() + ": " + problem));
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
    company.signals().onSignal(this::signalled);
    try {
      RunFolder folder = new Runs(request.folder()).createNew(InstantSource.system());
      try (pruning;
          lost;
          KernelLock lock = new Locks(request.folder()).run(folder.run())) {
        lock.lock();
        pruning.begin();
        lost.begin();
        return begun(folder, ledger);
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

  /** A run that could not be recorded leaves no folder. */
  private RunOutcome begun(RunFolder folder, StepLedger ledger) {
    try {
      return runIn(folder, ledger);
    } catch (BrokenFileException e) {
      if (!RunReader.hasBegun(folder)) {
        new RunRemoval(request.folder()).forget(folder);
      }
      throw e;
    }
  }

  private Optional<String> interactiveWithoutTerminal() {
    Set<JobName> gone = new HashSet<>();
    selection.skips().forEach(skip -> gone.add(skip.job()));
    for (var job : request.workflow().jobs()) {
      if (job.role().interactive() && !gone.contains(job.name())) {
        if (request.placement() == Placement.DETACHED) {
          return Optional.of(
              "job '" + job.name() + "' is interactive and cannot run detached; --skip it");
        }
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
        new RunSetting(
            request,
            folder.run(),
            folder,
            surroundings,
            secrets,
            observer,
            ledger,
            Optional.empty(),
            KeptItems.none(folder));
    request.work().ifPresent(work -> work.books().begin(folder));
    Plans.write(folder, plan(), secrets);
    RunState state = new RunState(request.workflow());
    try (Journal journal =
        Journal.create(folder.journal(), request.project().sync(), brokenJournal(mailbox))) {
      if (request.placement() == Placement.DETACHED) {
        return atRest(state, journal, first(folder));
      }
      Loop loop = new Loop(setting, state, journal, 0, mailbox);
      PostedRequests requests =
          new PostedRequests(request.workflow(), request.work().map(WorkRequest::answers), mailbox);
      return new Drive(loop, state, () -> requests.openedBy(company.control(), folder))
          .from(first(folder), begin());
    }
  }

  private List<RunEvent> first(RunFolder folder) {
    RunEvent created = created(folder);
    return request
        .work()
        .<List<RunEvent>>map(work -> List.of(created, new RunEvent.WorkBegan(work.order())))
        .orElse(List.of(created));
  }

  private List<RunCommand> begin() {
    return request.work().map(Coordinator::begin).orElseGet(() -> List.of(begin(plan())));
  }

  /** What a run over the backlog begins with: what it finds, and what was left undone. */
  static List<RunCommand> begin(WorkRequest work) {
    List<RunCommand> commands = new ArrayList<>();
    Backlog found = work.books().found();
    commands.add(new RunCommand.SeeBacklog(work.settings(), _ -> found));
    work.left().forEach(left -> commands.add(new RunCommand.RepeatTransition(left)));
    return commands;
  }

  /** A run of which nothing happens here. */
  private RunOutcome atRest(RunState state, Journal journal, List<RunEvent> first) {
    Turns.Watcher shown = Turns.Watcher.shownTo(observer, state);
    List<RunEvent> events = new ArrayList<>(first);
    events.add(new RunEvent.HandedOver());
    new Turns(state, journal, 0, shown).record(events.toArray(RunEvent[]::new));
    return new RunOutcome(0, Optional.of(state), List.of());
  }

  /** What a run begins with, here or elsewhere. */
  static RunCommand begin(Plan plan) {
    Selection chosen = Selection.of(JobGraph.of(plan.workflow().jobs()), plan.selectors());
    return new RunCommand.Begin(chosen.skips(), chosen.named());
  }

  private Plan plan() {
    return new Plan(
        request.workflow(),
        request.selectors(),
        request.concurrency(),
        request.env(),
        request.fresh(),
        request.project().log(),
        request.project().sync(),
        request.work().map(WorkRequest::planned));
  }

  private RunEvent.RunCreated created(RunFolder folder) {
    long seed = new SplittableRandom().nextLong();
    RunOptions options = new RunOptions(concurrency(), seed, request.placement());
    return new RunEvent.RunCreated(
        folder.run(), request.workflow().name(), request.parent(), Driven.self(), options);
  }

  private int concurrency() {
    int processors = Runtime.getRuntime().availableProcessors();
    return request.workflow().mode() == Workflow.Mode.PARALLEL
        ? request.concurrency().orElse(request.workflow().concurrency().orElse(processors))
        : 1;
  }

  static Consumer<BrokenFileException> brokenJournal(Mailbox mailbox) {
    return e ->
        mailbox.post(new RunCommand.StopRun(StopCause.BROKEN, 0, String.valueOf(e.getMessage())));
  }

  private void signalled(int number) {
    mailbox.post(stop(number));
    pruning.hurry();
  }

  static RunCommand stop(int signal) {
    String name = SIGNALS.getOrDefault(signal, "signal " + signal);
    return new RunCommand.StopRun(StopCause.SIGNAL, signal, "stopped by " + name);
  }

  static Processes.Settings processes(RunSetting setting) {
    return new Processes.Settings(
        true,
        STRAGGLER_PATIENCE,
        true,
        setting.request().workflow().longestGrace(),
        setting.run() + ":",
        setting.revival().orElse(null));
  }
}
