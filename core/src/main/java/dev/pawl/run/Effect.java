package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Transition;
import dev.pawl.model.JobName;
import dev.pawl.model.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What the coordinator carries out after the events of a turn are written. */
public sealed interface Effect {
  /** Asks the conditions of these jobs; answered by {@link RunCommand.ConditionsJudged}. */
  record JudgeConditions(List<JobName> jobs, Set<JobName> wanted) implements Effect {}

  /**
   * Asks whether steps must run, and whether somebody works on loops; answered by {@link
   * RunCommand.StepsJudged}.
   */
  record CheckSteps(List<JobName> jobs) implements Effect {}

  /** Waits until nobody holds a step; answered by {@link RunCommand.StepFree}. */
  record AwaitStep(JobName job) implements Effect {}

  /**
   * Marks a step complete whose attempt has succeeded; answered by {@link RunCommand.StepSealed}.
   */
  record SealStep(JobName job, int attempt) implements Effect {}

  /**
   * Starts a process; answered by SpawnSucceeded or SpawnRefused, later by AttemptEnded. A step is
   * marked incomplete before; if that may not be, the answer is StepTaken. Of a loop: asks for its
   * items and judges by them; answered by SpawnSucceeded with process 0, then by StepsJudged or
   * LoopBroke. A loop that another coordinator has begun is begun again like this, and its items
   * that live are adopted.
   */
  record SpawnAttempt(JobName job, int attempt) implements Effect {}

  /**
   * Takes over an attempt that an earlier coordinator has planned, and perhaps started; answered as
   * {@link SpawnAttempt}. One that never became a process is started.
   */
  record AdoptAttempt(JobName job, int attempt) implements Effect {}

  /** Takes over a step that an earlier coordinator marked; answered by StepTaken if it is lost. */
  record AdoptStep(JobName job, int attempt) implements Effect {}

  /** Ends a live attempt; answered by AttemptEnded. */
  record StopAttempt(JobName job, int attempt, Duration grace) implements Effect {}

  /**
   * Marks a loop that must run as incomplete and opens its item log; answered by ItemsListed or
   * LoopBroke, or by StepTaken if that may not be.
   */
  record OpenLoop(JobName job, int attempt) implements Effect {}

  /** Gives up listing the items of a loop; answered by ItemsListed or LoopBroke. */
  record StopListing(JobName job, int attempt, Duration grace) implements Effect {}

  /** Starts an item; answered by ItemRefused, or by ItemStarted where wanted and ItemEnded. */
  record SpawnItem(JobName job, Item item, int attempt) implements Effect {}

  /** Ends a live item; answered by ItemEnded. */
  record StopItem(JobName job, Item item, int attempt, Duration grace) implements Effect {}

  /** Closes the item log and the log of a loop whose attempt is over, or was withdrawn. */
  record EndLoop(JobName job) implements Effect {}

  /** Asks until a service answers; answered by ReadyAnswered or ReadyFailed. */
  record ProbeReady(JobName job, int attempt) implements Effect {}

  /** Removes the logs of a silent job that succeeded. */
  record DropLogs(JobName job) implements Effect {}

  /** Gives these notices, one after the other; answered by {@link RunCommand.NoticesTold}. */
  record Notify(RunEvent.RunFinished outcome, List<Occasion> notices) implements Effect {}

  /**
   * Ends the notice that is being given and starts no other; answered by NoticesTold all the same.
   */
  record StopNotices(Duration grace, String reason) implements Effect {}

  /** What is carried out about the backlog. */
  sealed interface WorkEffect extends Effect {}

  /**
   * Looks at the file of the backlog and the inbox; answered by {@link RunCommand.SeeBacklog}.
   *
   * @param backlog as the run knows it
   */
  record LookAround(Backlog backlog) implements WorkEffect {}

  /** Saves a change and commits what belongs to it; answered by {@link RunCommand.ItemsStored}. */
  record StoreItems(Transition transition, Backlog backlog) implements WorkEffect {}

  /** Commits what the run has left of its own files; answered by {@link RunCommand.HaltStored}. */
  record StoreHalt(Halt halt, String reason, Backlog backlog) implements WorkEffect {}

  /** Tells people something that changes nothing. */
  record Tell(String text) implements WorkEffect {}

  /** Answers a person, once everything that was ordered before is stored. */
  record Answer(long asked, BacklogChange.Answer answer) implements WorkEffect {}
}
