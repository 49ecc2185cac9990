package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A coordinator of its own: takes a run that was handed over, or whose last coordinator died, and
 * drives it to its end. Jobs that live are adopted, and those that ended meanwhile have left their
 * exit status with their keepers.
 */
public final class Takeover {
  private static final int FAULT = 70;

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
    try (KernelLock lock = new Locks(folder.project()).run(folder.run())) {
      lock.lock();
      return locked(company.control());
    } catch (IOException e) {
      return RunOutcome.refused(FAULT, List.of("cannot lock the run: " + DiskProblem.told(e)));
    } catch (BrokenFileException | DamagedFileException e) {
      return RunOutcome.refused(FAULT, List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunOutcome.refused(FAULT, List.of("interrupted before the run was taken over"));
    }
  }

  private RunOutcome locked(RunControl control) {
    Journal.Reopened found =
        Journal.reopen(folder.journal(), plan.sync(), Coordinator.brokenJournal(mailbox));
    found.notice().ifPresent(observer::notice);
    try (Journal journal = found.journal();
        StepLedger ledger = StepLedger.open(folder.project(), plan.sync(), observer::notice)) {
      RunState state = RunReader.replay(folder, plan.workflow(), found.entries());
      if (state.end().isPresent()) {
        return new RunOutcome(0, Optional.of(state), List.of("the run has ended already"));
      }
      stopLeftovers(state);
      RunRequest request = request(state);
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
              Optional.of(revival));
      Loop loop = new Loop(setting, state, journal, found.entries().size(), mailbox);
      PostedRequests requests = new PostedRequests(plan.workflow(), state.isWork(), mailbox);
      return drive(new Drive(loop, state, () -> control.open(folder, requests)), state);
    }
  }

  private RunOutcome drive(Drive drive, RunState state) {
    RunEvent taken = new RunEvent.TakenOver(Driven.self());
    RunOutcome outcome =
        state.hasBegun()
            ? drive.from(List.of(taken), List.of(new RunCommand.Resume()))
            : drive.from(List.of(taken), List.of(new RunCommand.Resume(), Coordinator.begin(plan)));
    try {
      new UnseenEnds(folder.project()).add(folder.run());
    } catch (IOException e) {
      observer.notice("the end of the run will not be told: " + DiskProblem.told(e));
    }
    return outcome;
  }

  /** Probes and items are never adopted: they are asked, and started, again. */
  private static void stopLeftovers(RunState state) {
    Duration grace =
        state.rows().stream()
            .map(JobRow::job)
            .filter(job -> job.loop().isPresent())
            .map(job -> job.limits().grace())
            .max(Duration::compareTo)
            .orElse(Duration.ofSeconds(1));
    new Leftovers(state).withoutAttempts(state).stop(grace);
  }

  private RunRequest request(RunState state) {
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
        Optional.empty());
  }
}
