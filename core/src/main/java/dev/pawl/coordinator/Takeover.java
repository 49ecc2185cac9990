package dev.pawl.coordinator;

import dev.pawl.backlog.Execution;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.config.ConfigReader;
import dev.pawl.config.ConfigResult;
import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.PlannedWork;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.UnseenEnds;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Project;
import dev.pawl.posix.KernelLock;
import dev.pawl.process.Processes;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.step.StepLedger;
import dev.pawl.work.Books;
import dev.pawl.work.Opening;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A coordinator of its own: takes a run that was handed over, or whose last coordinator died, and
 * drives it to its end. Jobs that live are adopted, and those that ended meanwhile have left their
 * exit status with their keepers.
 */
public final class Takeover {
  private static final int REFUSED = 3;
  private static final int FAULT = 70;

  /**
   * Who has handed a run over gives its lock back first; somebody may be asking for it just now.
   */
  private static final long PATIENCE_MILLIS = 5_000;

  private final RunFolder folder;
  private final Plan plan;
  private final RunObserver observer;
  private final Processes.Revival revival;
  private final Mailbox mailbox = new Mailbox();

  private Takeover(RunFolder folder, Plan plan, RunObserver observer, Processes.Revival revival) {
    this.folder = folder;
    this.plan = plan;
    this.observer = observer;
    this.revival = revival;
  }

  /**
   * Takes the run and drives it on the calling thread, which must be a platform thread. A run that
   * has ended meanwhile is left alone.
   *
   * @param plan with its secrets
   * @param revival how the next coordinator is started if this one is killed
   */
  public static RunOutcome run(
      RunFolder folder, Plan plan, Company company, Processes.Revival revival) {
    return new Takeover(folder, plan, company.observer(), revival).run(company);
  }

  private RunOutcome run(Company company) {
    company.signals().onSignal(number -> mailbox.post(Coordinator.stop(number)));
    try (KernelLock drive = new Locks(folder.project()).drive();
        KernelLock lock = new Locks(folder.project()).run(folder.run())) {
      if (plan.work().isPresent() && !drive.lock(PATIENCE_MILLIS)) {
        return RunOutcome.refused(REFUSED, List.of("another 'pawl work' runs here"));
      }
      lock.lock();
      return plan.work().isPresent()
          ? atWork(plan.work().get(), drive, company.control())
          : locked(Optional.empty(), company.control());
    } catch (IOException e) {
      return RunOutcome.refused(FAULT, List.of("cannot lock the run: " + DiskProblem.told(e)));
    } catch (BrokenFileException | DamagedFileException e) {
      return RunOutcome.refused(FAULT, List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunOutcome.refused(FAULT, List.of("interrupted before the run was taken over"));
    }
  }

  private RunOutcome atWork(PlannedWork work, KernelLock drive, RunControl control) {
    if (!(ConfigReader.parse("pawl.yml", work.config()) instanceof ConfigResult.Checked config)) {
      return RunOutcome.refused(FAULT, List.of("the configuration of the run cannot be read"));
    }
    Execution execution = config.work().execution();
    WorkSettings settings =
        config
            .work()
            .with(
                execution.limitedTo(
                    plan.concurrency().orElse(execution.concurrency()), work.cap()));
    return switch (Opening.of(folder.project(), settings, observer::notice)) {
      case Opening.Refused refused -> RunOutcome.refused(REFUSED, refused.lines());
      case Opening.Ready(Books open) -> {
        try (Books books = open) {
          books.begin(folder);
          WorkRequest request =
              new WorkRequest(
                  work.order(), settings, work.config(), books, List.of(), new Answers(), drive);
          yield locked(Optional.of(request), control);
        }
      }
    };
  }

  private RunOutcome locked(Optional<WorkRequest> work, RunControl control) {
    Journal.Reopened found =
        Journal.reopen(folder.journal(), plan.sync(), Coordinator.brokenJournal(mailbox));
    found.notice().ifPresent(observer::notice);
    try (Journal journal = found.journal();
        StepLedger ledger = StepLedger.open(folder.project(), plan.sync(), observer::notice)) {
      RunState state = RunReader.replay(folder, plan.workflow(), found.entries());
      if (state.end().isPresent()) {
        return new RunOutcome(0, Optional.of(state), List.of("the run has ended already"));
      }
      KeptItems kept = KeptItems.find(folder);
      kept.keepFor(state);
      stopLeftovers(state, kept);
      RunRequest request = request(state, work);
      Surroundings surroundings = new Surroundings(request, folder.run(), folder);
      RunSetting setting =
          new RunSetting(
              request,
              folder.run(),
              folder,
              surroundings,
              surroundings.secrets(),
              observer,
              ledger,
              Optional.of(revival),
              kept);
      Loop loop = new Loop(setting, state, journal, found.entries().size(), mailbox);
      PostedRequests requests =
          new PostedRequests(plan.workflow(), work.map(WorkRequest::answers), mailbox);
      Drive drive = new Drive(loop, state, () -> requests.openedBy(control, folder));
      return drive(drive, state, work, new RunCommand.Resume(kept.open()));
    }
  }

  private RunOutcome drive(
      Drive drive, RunState state, Optional<WorkRequest> work, RunCommand.Resume resume) {
    RunEvent taken = new RunEvent.TakenOver(Driven.self());
    List<RunCommand> begin = new ArrayList<>();
    // The backlog first: what is resumed asks for its items.
    work.ifPresent(request -> begin.addAll(Coordinator.begin(request)));
    if (work.isPresent() && !state.hasBegun()) {
      new WorkRuns(folder.project())
          .left()
          .forEach(left -> begin.add(new RunCommand.RepeatTransition(left)));
    }
    begin.add(resume);
    if (!state.hasBegun() && work.isEmpty()) {
      begin.add(Coordinator.begin(plan));
    }
    RunOutcome outcome = drive.from(List.of(taken), begin);
    try {
      new UnseenEnds(folder.project()).add(folder.run());
    } catch (IOException e) {
      observer.notice("the end of the run will not be told: " + DiskProblem.told(e));
    }
    return outcome;
  }

  /** Probes and commands that print items are never adopted: they are started again. */
  private static void stopLeftovers(RunState state, KeptItems kept) {
    Duration grace =
        state.rows().stream()
            .map(JobRow::job)
            .filter(job -> job.loop().isPresent())
            .map(job -> job.limits().grace())
            .max(Duration::compareTo)
            .orElse(Duration.ofSeconds(1));
    new Leftovers(state).without(state, kept).stop(grace);
  }

  private RunRequest request(RunState state, Optional<WorkRequest> work) {
    return new RunRequest(
        folder.project(),
        new Project(Map.of(plan.workflow().name(), plan.workflow()), plan.log(), plan.sync()),
        plan.workflow(),
        plan.selectors(),
        plan.concurrency(),
        plan.env(),
        state.created().parent(),
        plan.fresh(),
        Optional.empty(),
        false,
        state.options().placement(),
        work);
  }
}
