package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.Occasion;
import dev.pawl.model.SkipCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is asked of a run, or reported to it. */
public sealed interface RunCommand {
  /**
   * Takes the selected jobs and asks for the conditions of those that are left.
   *
   * @param skips rows that end here, before the first job
   * @param wanted the jobs that were named; empty means all
   */
  record Begin(List<Skip> skips, Set<JobName> wanted) implements RunCommand {}

  /**
   * The answers of all conditions that were asked for.
   *
   * @param skips jobs that their conditions or the platform skip
   * @param failures jobs whose condition could not be judged
   * @param wanted the jobs that were named, as in {@link Begin}
   */
  record ConditionsJudged(List<Skip> skips, List<Failure> failures, Set<JobName> wanted)
      implements RunCommand {}

  /** The answers about steps that were asked for; of a loop again when its items are listed. */
  record StepsJudged(List<StepVerdict> verdicts) implements RunCommand {}

  /**
   * A planned attempt of a step may not start: somebody else holds the step now, or has changed it
   * since it was judged.
   *
   * @param holder RUN:JOB of who does it; empty when it only has to be judged again
   */
  record StepTaken(JobName job, int attempt, Optional<String> holder) implements RunCommand {}

  /** Nobody holds a step any more that was waited for. */
  record StepFree(JobName job) implements RunCommand {}

  /** What came of marking a step complete. */
  record StepSealed(JobName job, int attempt, Seal seal) implements RunCommand {}

  /** How the marking of a step ended. */
  sealed interface Seal {
    /** The ledger says that it is complete. */
    record Complete() implements Seal {}

    /** A stop came before the mark. */
    record Stopped() implements Seal {}

    /** Its outputs are not there, or cannot be read. */
    record Refused(String reason) implements Seal {}
  }

  /**
   * Goes on with a run that another coordinator has left; asked right after TakenOver.
   *
   * @param items of its loops that live, or that failed while nobody looked
   */
  record Resume(Map<JobName, List<Item>> items) implements RunCommand {
    /** Goes on with a run of whose loops nothing is left. */
    public Resume() {
      this(Map.of());
    }
  }

  /** The process of a planned attempt lives. */
  record SpawnSucceeded(JobName job, int attempt, long pid, long start) implements RunCommand {}

  /** A planned attempt could not become a process. */
  record SpawnRefused(JobName job, int attempt, String reason) implements RunCommand {}

  /**
   * Nothing of an attempt's process lives any more.
   *
   * @param failure "" or why the attempt counts as failed whatever its exit code
   * @param remark "" or what the record should say besides
   * @param progress what it told last
   */
  record AttemptEnded(
      JobName job,
      int attempt,
      OptionalInt exitCode,
      int signal,
      long logBytes,
      String failure,
      String remark,
      Optional<JobProgress> progress)
      implements RunCommand {
    /** The end of an attempt that told no progress. */
    public AttemptEnded(
        JobName job,
        int attempt,
        OptionalInt exitCode,
        int signal,
        long logBytes,
        String failure,
        String remark) {
      this(job, attempt, exitCode, signal, logBytes, failure, remark, Optional.empty());
    }
  }

  /**
   * The items of a loop.
   *
   * @param missing those that are not completed and were not adopted
   * @param gone those that were adopted and are not wanted any more
   */
  record ItemsListed(JobName job, int attempt, List<Item> missing, int total, List<Item> gone)
      implements RunCommand {
    public ItemsListed {
      missing = List.copyOf(missing);
      gone = List.copyOf(gone);
    }
  }

  /**
   * The items of a loop cannot be listed, or what comes of them cannot be recorded.
   *
   * @param exitCode of the command that should have listed them
   */
  record LoopBroke(JobName job, int attempt, OptionalInt exitCode, int signal, String reason)
      implements RunCommand {}

  /**
   * The process of an item lives.
   *
   * @param age so long it has lived by now
   */
  record ItemStarted(JobName job, Item item, int attempt, Duration age) implements RunCommand {}

  /** A planned item could not become a process. */
  record ItemRefused(JobName job, Item item, int attempt, String reason) implements RunCommand {}

  /**
   * Nothing of an item's process lives any more.
   *
   * @param logBytes what the log of the loop holds by now
   * @param failure "" or why it counts as failed whatever its exit code
   * @param remark "" or what the record should say besides
   */
  record ItemEnded(
      JobName job,
      Item item,
      int attempt,
      OptionalInt exitCode,
      int signal,
      long logBytes,
      String failure,
      String remark)
      implements RunCommand {}

  /** A service answered. */
  record ReadyAnswered(JobName job, int attempt) implements RunCommand {}

  /** A service did not answer in time, or its question cannot be asked. */
  record ReadyFailed(JobName job, int attempt, String reason) implements RunCommand {}

  /** All notices that were to be given have ended; {@code ends} tells how, in their order. */
  record NoticesTold(List<NoticeEnd> ends) implements RunCommand {
    public NoticesTold {
      ends = List.copyOf(ends);
    }
  }

  /**
   * How a notice ended.
   *
   * @param exitCode empty when no process came to be
   * @param failure "" or why it counts as failed whatever its exit code
   * @param remark "" or what the record should say besides
   */
  record NoticeEnd(
      Occasion notice, OptionalInt exitCode, int signal, String failure, String remark) {}

  /** Time has passed; deadlines are looked at. */
  record Tick() implements RunCommand {}

  /** Ends one job, as a person asked; what needs it does not start. A second one kills at once. */
  record CancelJob(JobName job) implements RunCommand {}

  /** Ends the run: a signal, a cancel, or a fault of Pawl's own; a second one kills at once. */
  record StopRun(StopCause cause, int signal, String reason) implements RunCommand {}

  /** A job that does not take part. */
  record Skip(JobName job, SkipCause cause, String reason) {}

  /** A job that fails before it starts. */
  record Failure(JobName job, String reason) {}

  /** What is asked of a run over the backlog, or reported to it. */
  sealed interface WorkCommand extends RunCommand {}

  /**
   * The file of the backlog was looked at.
   *
   * @param merge what persons have changed, laid over the backlog that the run knows
   */
  record SeeBacklog(WorkSettings settings, UnaryOperator<Backlog> merge) implements WorkCommand {}

  /** Changes cannot be saved, and nobody waits any more until they can. */
  record StoreGivenUp(String reason) implements WorkCommand {}

  /** A change that an earlier run has decided and not saved; taken where items stand as then. */
  record RepeatTransition(Transition transition) implements WorkCommand {}

  /**
   * A person asks for a change.
   *
   * @param asked by which the answer finds its way back
   */
  record ChangeItems(BacklogChange change, long asked) implements WorkCommand {}

  /** Nothing of a task's process lives any more, and this came of it. */
  record TaskReported(AttemptEnded attempt, PhaseReport report) implements WorkCommand {}

  /** An agent has given its result a while ago and does not end. */
  record TaskLingers(JobName job, int attempt) implements WorkCommand {}

  /**
   * A change is in the file.
   *
   * @param commit of what belongs to it; empty when there was nothing to commit
   * @param refusal why what belongs to it could not be committed; empty when it could
   */
  record ItemsStored(int number, Optional<String> commit, Optional<String> refusal)
      implements WorkCommand {}

  /** The last commit of the run was made, or could not be. */
  record HaltStored() implements WorkCommand {}
}
