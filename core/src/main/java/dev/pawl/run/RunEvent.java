package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Occasion;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What has happened in a run. The names of these records are the {@code event} of journal lines.
 */
public sealed interface RunEvent {
  /** Whether it has a line in the journal. */
  default boolean isRecorded() {
    return !(this instanceof Passing);
  }

  /** Whether its line is on the disk before anything that follows from it is begun. */
  default boolean isForced() {
    return false;
  }

  /**
   * What has no line in the journal: it moves the state between two recorded events, and whoever
   * goes on with a run from its journal comes to it again.
   */
  sealed interface Passing extends RunEvent {}

  /** The run exists, with every job of its plan pending. Always the first event. */
  record RunCreated(
      RunId run, WorkflowName workflow, Optional<RunId> parent, Owner owner, RunOptions options)
      implements RunEvent {}

  /** A background job was moved to the foreground, because a foreground job needs it. */
  record JobPromoted(JobName job, JobName neededBy) implements RunEvent {}

  /**
   * Selection and conditions are settled; jobs may start.
   *
   * @param lasting whether the run goes on for its services, until a signal
   */
  record RunBegan(boolean lasting) implements RunEvent {}

  /** Whether these steps must run is being asked. */
  record StepsAsked(List<JobName> jobs) implements Passing {
    public StepsAsked {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * These steps are complete and valid and are not started; many share a reason. What was planned
   * of a loop to list its items is withdrawn.
   */
  record StepsUpToDate(String reason, List<JobName> jobs) implements RunEvent {
    public StepsUpToDate {
      jobs = List.copyOf(jobs);
    }
  }

  /** Nobody works on this loop, so its items may be listed: they tell whether it must run. */
  record StepVacant(JobName job) implements Passing {}

  /** A step must run, because of {@code reason}; of a loop it is told once its items are listed. */
  record StepDue(JobName job, String reason) implements RunEvent {}

  /**
   * Another run does the step, or has just done it; an attempt that was planned is withdrawn.
   *
   * @param holder RUN:JOB; empty when the step only has to be judged again
   */
  record StepWaiting(JobName job, Optional<String> holder) implements RunEvent {}

  /** The work of a step is done and is being marked complete; until it is, it is not. */
  record StepSealing(JobName job, int attempt) implements Passing {}

  /** An attempt is about to be spawned; written before the spawn. */
  record AttemptPlanned(JobName job, int attempt) implements RunEvent {}

  /** The process of an attempt lives. */
  record AttemptStarted(JobName job, int attempt, long pid, long start) implements RunEvent {}

  /** A service answers; its dependents are released. */
  record ServiceReady(JobName job, int attempt) implements RunEvent {}

  /** An attempt is being ended, as what, and why if the cause does not tell. */
  record StopOrdered(JobName job, int attempt, StopCause cause, Optional<String> reason)
      implements RunEvent {
    /** A stop whose cause tells all. */
    public StopOrdered(JobName job, int attempt, StopCause cause) {
      this(job, attempt, cause, Optional.empty());
    }
  }

  /**
   * Nothing of an attempt lives any more.
   *
   * @param exitCode empty when no process came to be
   * @param signal 0 when none
   * @param logBytes what its log holds
   * @param progress what it told last; empty when it succeeded
   */
  record AttemptFinished(
      JobName job,
      int attempt,
      JobStatus outcome,
      OptionalInt exitCode,
      int signal,
      Optional<String> reason,
      long logBytes,
      Optional<JobProgress> progress)
      implements RunEvent {
    /** The end of an attempt that told no progress. */
    public AttemptFinished(
        JobName job,
        int attempt,
        JobStatus outcome,
        OptionalInt exitCode,
        int signal,
        Optional<String> reason,
        long logBytes) {
      this(job, attempt, outcome, exitCode, signal, reason, logBytes, Optional.empty());
    }
  }

  /** The next attempt waits until {@code dueAt}. */
  record RetryScheduled(JobName job, int attempt, Instant dueAt) implements RunEvent {}

  /** The wait is over; the attempt may start as soon as there is a slot. */
  record RetryDue(JobName job, int attempt) implements RunEvent {}

  /**
   * The job has its final status. Of this and {@link StepsUpToDate} there is exactly one for each
   * job of a finished run.
   */
  record JobFinished(
      JobName job, JobStatus status, Optional<SkipCause> cause, Optional<String> reason)
      implements RunEvent {
    static JobFinished plain(JobName job, JobStatus status) {
      return new JobFinished(job, status, Optional.empty(), Optional.empty());
    }

    static JobFinished because(JobName job, JobStatus status, String reason) {
      return new JobFinished(job, status, Optional.empty(), Optional.of(reason));
    }

    static JobFinished skipped(JobName job, SkipCause cause, String reason) {
      return new JobFinished(job, JobStatus.SKIPPED, Optional.of(cause), Optional.of(reason));
    }
  }

  /**
   * Nothing starts any more, and what runs is being ended.
   *
   * @param signal the signal that ends the run; 0 when a person cancelled it or Pawl cannot go on
   * @param hard whether what runs is killed at once
   */
  record RunStopping(StopCause cause, int signal, boolean hard, String reason)
      implements RunEvent {}

  /**
   * Every job is final and so is the outcome; the notices of the workflow are being given.
   *
   * @param outcome with which the run will be over, whatever comes of them
   */
  record NoticesBegun(RunFinished outcome) implements NoticeEvent {}

  /** The notices are being ended, the one that runs at once if that is {@code hard}. */
  record NoticesStopping(boolean hard) implements NoticeEvent {}

  /** What happens while notices are given: who goes on with the run gives them again. */
  sealed interface NoticeEvent extends Passing {}

  /** A notice did not do what it should; that changes nothing in the run. */
  record NoticeFailed(Occasion notice, String reason) implements RunEvent {}

  /** The run is at rest, and another coordinator is to go on with it. */
  record HandedOver() implements RunEvent {}

  /** Another coordinator goes on with the run: after a hand-over, or because the last one died. */
  record TakenOver(Owner owner) implements RunEvent {}

  /** The run is over. Always the last event. */
  record RunFinished(RunStatus status, int exitCode, Optional<String> reason) implements RunEvent {}

  /**
   * What happens to the items of a loop while its attempt lives. Not recorded, because ten thousand
   * items must cost little: what is completed stands in the item log, and whoever goes on with the
   * loop lists its items again.
   */
  sealed interface ItemEvent extends Passing {
    /** The job whose loop it is. */
    JobName job();
  }

  /** Items of another coordinator live on, each in its first attempt, as far as is known here. */
  record ItemsAdopted(JobName job, List<Item> items) implements ItemEvent {
    public ItemsAdopted {
      items = List.copyOf(items);
    }
  }

  /**
   * The items are known.
   *
   * @param missing those that are not completed and were not adopted, in order
   * @param total of all items
   * @param gone those that were adopted and are not wanted any more
   */
  record ItemsListed(JobName job, List<Item> missing, int total, List<Item> gone)
      implements ItemEvent {
    public ItemsListed {
      missing = List.copyOf(missing);
      gone = List.copyOf(gone);
    }
  }

  /** The items cannot be listed, or what comes of them not be recorded; nothing more starts. */
  record LoopBroken(JobName job, OptionalInt exitCode, int signal, String reason)
      implements ItemEvent {}

  /** An item is about to be spawned. */
  record ItemPlanned(JobName job, Item item, int attempt) implements ItemEvent {}

  /**
   * The process of an item lives; told only where that counts, for a timeout.
   *
   * @param age so long it has lived by now
   */
  record ItemStarted(JobName job, Item item, int attempt, Duration age) implements ItemEvent {}

  /**
   * An item is being ended, because of its timeout, or because it is not in the list any more; a
   * stop of the whole loop has its own event.
   */
  record ItemStopOrdered(JobName job, Item item, int attempt, StopCause cause)
      implements ItemEvent {}

  /**
   * Nothing of an attempt of an item lives any more.
   *
   * @param exitCode empty when no process came to be
   * @param reason "" when the outcome tells all
   * @param retryAt when its next attempt may start; empty when this was the last
   * @param logBytes what the log of the loop holds by now
   */
  record ItemFinished(
      JobName job,
      Item item,
      int attempt,
      JobStatus outcome,
      OptionalInt exitCode,
      String reason,
      Optional<Instant> retryAt,
      long logBytes)
      implements ItemEvent {}

  /** The wait of an item is over. */
  record ItemDue(JobName job, Item item, int attempt) implements ItemEvent {}

  /** What happens in a run over the backlog, beside what happens to its jobs. */
  sealed interface WorkEvent extends RunEvent {}

  /** The run is one over the backlog. */
  record WorkBegan(WorkOrder order) implements WorkEvent {}

  /**
   * The backlog as it is now, with what persons have changed. That much is known again when it is
   * read again.
   */
  record BacklogSeen(WorkSettings settings, Backlog backlog) implements WorkEvent, Passing {}

  /** The file is being looked at for what persons have changed. */
  record BacklogAsked() implements WorkEvent, Passing {}

  /**
   * An agent is to be given something: a job that was not in the plan.
   *
   * @param title of the item
   * @param timeout of an attempt
   */
  record TaskAdded(JobName job, String title, Task task, Duration timeout) implements WorkEvent {}

  /** What an attempt of a task has come to, beside its outcome. */
  record TaskEnded(JobName job, int attempt, TaskEnd end, Usage usage) implements WorkEvent {}

  /** An agent is given nothing new until then. */
  record AgentPaused(AgentName agent, Instant until, String reason) implements WorkEvent {}

  /**
   * The backlog changes; that is saved once ItemsSaved tells so. The file is not to be ahead of the
   * journal, which alone knows what belongs to the change.
   */
  record ItemsChanged(Transition transition) implements WorkEvent {
    @Override
    public boolean isForced() {
      return true;
    }
  }

  /**
   * A change is in the file, and what belongs to it is committed.
   *
   * @param commit empty when there was nothing to commit
   */
  record ItemsSaved(int number, Optional<String> commit) implements WorkEvent {}

  /** Nothing new is begun, and nothing is under way any more. */
  record WorkHalted(Halt halt, String reason) implements WorkEvent {}

  /** Changes cannot be saved; the next run takes them from the journal. */
  record StoringEnded(String reason) implements WorkEvent, Passing {}

  /** Whatever the run has left uncommitted of its own files is committed. */
  record WorkSaved() implements WorkEvent, Passing {}
}
