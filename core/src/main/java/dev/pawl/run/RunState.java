package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Transition;
import dev.pawl.graph.JobGraph;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Workflow;
import dev.pawl.model.Workflow.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run as the fold of its events. The rows are the truth; the queues, counts and alarms beside
 * them are indexes that {@code apply} keeps.
 */
public final class RunState {
  final Workflow workflow;
  JobGraph graph;
  private final List<JobRow> rows;
  private final Releases releases;
  final Deadlines deadlines;
  final Loops loops = new Loops(this);
  final NoticeRows notices = new NoticeRows();

  private RunEvent.@Nullable RunCreated created;
  private @Nullable Instant startedAt;
  private RunEvent.@Nullable RunBegan began;
  private RunEvent.@Nullable RunStopping stopping;
  private RunEvent.@Nullable RunFinished finished;
  private @Nullable Instant finishedAt;
  private @Nullable Owner owner;
  private boolean handedOver;
  private boolean takenOver;

  final Tally tally = new Tally();

  /** Jobs whose attempt has ended, and that have neither another one nor a final status yet. */
  private final BitSet ended = new BitSet();

  private final StepRows steps = new StepRows(this);

  /** What is known besides of a run over the backlog. */
  final WorkRows work = new WorkRows();

  /** A run before its first event. */
  public RunState(Workflow workflow) {
    this.workflow = workflow;
    this.graph = JobGraph.of(workflow.jobs());
    this.rows = new ArrayList<>(graph.size());
    for (int job = 0; job < graph.size(); job++) {
      JobRow row = new JobRow(graph.job(job), job, graph.needs(job).length);
      rows.add(row);
      tally.count(row, 1);
    }
    this.deadlines = new Deadlines(graph.size());
    this.releases = new Releases(graph, rows);
  }

  /** Changes the state as an event says. Illegal events are a bug and throw. */
  public void apply(RunEvent event, Now now) {
    switch (event) {
      case RunEvent.RunCreated e -> {
        created = e;
        owner = e.owner();
        startedAt = now.wall();
      }
      case RunEvent.JobPromoted e -> promote(row(e.job()));
      case RunEvent.WorkEvent e -> work(e, now);
      case RunEvent.RunBegan e -> {
        began = e;
        rows.forEach(releases::readyIfFree);
      }
      case RunEvent.StepsAsked e -> steps.asked(e);
      case RunEvent.StepsUpToDate e -> {
        for (JobName job : e.jobs()) {
          finished(RunEvent.JobFinished.because(job, JobStatus.UP_TO_DATE, e.reason()), now);
        }
      }
      case RunEvent.StepVacant e -> steps.vacant(e);
      case RunEvent.StepDue e -> steps.due(e);
      case RunEvent.StepWaiting e -> steps.waits(e);
      case RunEvent.StepSealing e -> steps.sealing(row(e.job()));
      case RunEvent.AttemptPlanned e -> planned(row(e.job()), e.attempt());
      case RunEvent.AttemptStarted e -> started(e, now);
      case RunEvent.ServiceReady e -> {
        row(e.job()).attempt(e.attempt()).ready = true;
        releases.release(row(e.job()), true);
      }
      case RunEvent.ItemEvent e -> loops.apply(e, now);
      case RunEvent.StopOrdered e -> stopOrdered(row(e.job()), e);
      case RunEvent.AttemptFinished e -> ended(e, now);
      case RunEvent.RetryScheduled e -> retryLater(e, now);
      case RunEvent.RetryDue e -> {
        deadlines.disarm(row(e.job()));
        endRetryWait(row(e.job()));
        releases.ready(row(e.job()));
      }
      case RunEvent.JobFinished e -> finished(e, now);
      case RunEvent.RunStopping e -> stopping = e;
      case RunEvent.HandedOver _ -> handedOver = true;
      case RunEvent.TakenOver e -> takenOver(e, now);
      case RunEvent.NoticeEvent e -> notices.apply(e);
      case RunEvent.NoticeFailed e -> notices.failed(e);
      case RunEvent.RunFinished e -> {
        finished = e;
        finishedAt = now.wall();
      }
    }
  }

  private void work(RunEvent.WorkEvent event, Now now) {
    if (event instanceof RunEvent.TaskAdded e) {
      Job job = TaskJobs.job(e);
      graph = graph.with(job);
      JobRow row = new JobRow(job, rows.size(), 0);
      row.task = e.task();
      rows.add(row);
      tally.count(row, 1);
      deadlines.grow(rows.size());
      releases.grow(graph);
      releases.readyIfFree(row);
    }
    work.apply(event, now);
  }

  private void promote(JobRow row) {
    tally.count(row, -1);
    row.background = false;
    tally.count(row, 1);
  }

  private void planned(JobRow row, int attempt) {
    row.set(JobStatus.RUNNING);
    row.add(attempt);
    releases.unready(row);
    tally.begun(row);
    if (row.job.loop().isPresent()) {
      loops.begin(row);
    }
  }

  private void started(RunEvent.AttemptStarted e, Now now) {
    JobRow row = row(e.job());
    AttemptRow attempt = row.attempt(e.attempt());
    attempt.pid = e.pid();
    attempt.start = e.start();
    attempt.startedAt = now.wall();
    Optional<Duration> timeout = row.job.limits().timeout();
    if (timeout.isPresent() && attempt.stop == null && row.loop == null) {
      deadlines.arm(row, e.attempt(), now.after(timeout.get()));
    }
  }

  private void stopOrdered(JobRow row, RunEvent.StopOrdered e) {
    AttemptRow attempt = row.attempt(e.attempt());
    tally.stops += attempt.stop == null ? 1 : 0;
    attempt.stop = e.cause();
    attempt.stopReason = e.reason().orElse(null);
    deadlines.disarm(row);
    if (row.loop != null) {
      loops.halt(row);
    }
  }

  private void ended(RunEvent.AttemptFinished e, Now now) {
    JobRow row = row(e.job());
    AttemptRow attempt = row.attempt(e.attempt());
    if (attempt.outcome != null) {
      throw new IllegalStateException(
          "job " + e.job() + ": attempt " + e.attempt() + " ends twice");
    }
    ended.set(row.index);
    attempt.end(e, now.wall());
    tally.stops -= attempt.stop == null ? 0 : 1;
    deadlines.disarm(row);
    tally.ended(row);
    if (row.loop != null) {
      loops.end(row);
    }
  }

  private void retryLater(RunEvent.RetryScheduled e, Now now) {
    JobRow row = row(e.job());
    if (row.status() != JobStatus.PENDING) {
      row.set(JobStatus.PENDING);
    }
    releases.unready(row); // it may have been begun, and its agent be paused
    tally.retryWaits += row.retryAt == null ? 1 : 0;
    row.retryAt = e.dueAt();
    row.loop = null; // its items are listed again
    ended.clear(row.index);
    deadlines.arm(row, e.attempt(), now.after(Duration.between(now.wall(), e.dueAt())));
  }

  private void finished(RunEvent.JobFinished e, Now now) {
    JobRow row = row(e.job());
    work.finished(e);
    if (e.status() == JobStatus.UP_TO_DATE && row.isLive()) {
      steps.withdraw(row);
    }
    row.set(e.status());
    row.cause = e.cause().orElse(null);
    row.reason = e.reason().orElse(null);
    row.finishedAt = now.wall();
    steps.settled(row);
    ended.clear(row.index);
    endRetryWait(row);
    deadlines.disarm(row);
    tally.count(row, -1);
    if (e.status().isFailure() && tally.firstFailure < 0) {
      tally.firstFailure = row.index;
    }
    releases.settled(row, hasBegun());
  }

  private void takenOver(RunEvent.TakenOver e, Now now) {
    owner = e.owner();
    takenOver = true;
    rows.forEach(steps::forget);
    deadlines.rebase(rows, now);
  }

  private void endRetryWait(JobRow row) {
    tally.retryWaits -= row.retryAt == null ? 0 : 1;
    row.retryAt = null;
  }

  Releases releases() {
    return releases;
  }

  JobRow row(int job) {
    return rows.get(job);
  }

  /** Whether jobs may start: selection and conditions are settled. */
  public boolean hasBegun() {
    return began != null;
  }

  boolean isLasting() {
    return began != null && began.lasting();
  }

  /** The job whose failure ends the run early, or -1. */
  int failFastBy() {
    return workflow.failFast() ? tally.firstFailure : -1;
  }

  /** Whether a failure has ended the starts of the run, by fail_fast or because it is piped. */
  boolean isCutShort() {
    return tally.firstFailure >= 0 && (workflow.failFast() || workflow.mode() == Mode.PIPED);
  }

  boolean isAsked(JobRow row) {
    return steps.isAsked(row);
  }

  BitSet ended() {
    return ended;
  }

  /**
   * Places for work. In a piped run nothing overtakes a job that waits for its next attempt; one at
   * a time, nothing overtakes a step that may turn out to be next, or to have failed after all.
   */
  int slotsFree() {
    if (workflow.mode() == Mode.PIPED && tally.retryWaits > 0) {
      return 0;
    }
    if (workflow.mode() != Mode.PARALLEL && steps.hasOpen()) {
      return 0;
    }
    int limit = workflow.mode() == Mode.PARALLEL ? options().concurrency() : 1;
    return limit - tally.running;
  }

  /** The job of that name. */
  public JobRow row(JobName name) {
    return rows.get(graph.index(name));
  }

  /** Whether there is a job of that name. */
  public boolean has(JobName name) {
    return graph.find(name.value()).isPresent();
  }

  /** What is known besides of a run over the backlog. */
  public WorkRows work() {
    return work;
  }

  /** All jobs in file order. */
  public List<JobRow> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** The first event. */
  public RunEvent.RunCreated created() {
    if (created == null) {
      throw new IllegalStateException("no event yet");
    }
    return created;
  }

  /** Who coordinates the run, or did so last. */
  public Owner owner() {
    created();
    return Objects.requireNonNull(owner);
  }

  /** Whether the run rests until another coordinator takes it. */
  public boolean isHandedOver() {
    return handedOver && !takenOver;
  }

  /** Whether the run is, or was, coordinated by another process than the one that began it. */
  public boolean isTakenOver() {
    return takenOver;
  }

  /** Whether the background waits for another coordinator. */
  boolean isForegroundOnly() {
    return options().placement() == Placement.BACKGROUND && !takenOver;
  }

  /** What the run was asked to be. */
  public RunOptions options() {
    return created().options();
  }

  /** The workflow as it was planned. */
  public Workflow workflow() {
    return workflow;
  }

  /** The backlog as this run knows it; of another run, or before it is known, an empty one. */
  public Backlog backlog() {
    return work.isKnown() ? work.backlog() : Backlog.EMPTY;
  }

  /** Changes to the backlog that are not known to be saved, oldest first. */
  public List<Transition> unsaved() {
    return List.copyOf(work.unsaved());
  }

  /** When the run was created. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  /** When the run was over. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /** The last event, if the run is over. */
  public Optional<RunEvent.RunFinished> end() {
    return Optional.ofNullable(finished);
  }

  /** The notices that did not do what they should. */
  public List<RunEvent.NoticeFailed> failedNotices() {
    return notices.failed();
  }

  /** The order to stop, if there was one; the last counts. */
  public Optional<RunEvent.RunStopping> stop() {
    return Optional.ofNullable(stopping);
  }

  /** Whether a live attempt is being ended. */
  public boolean hasStops() {
    return tally.stops > 0;
  }

  /** Where the run stands by its events. */
  public RunStatus status() {
    return finished == null ? RunStatus.RUNNING : finished.status();
  }

  /** The next deadline, if there is one (ticks). */
  public OptionalLong nextDeadline() {
    return deadlines.next();
  }
}
