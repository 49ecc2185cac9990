package dev.pawl.run;

import dev.pawl.backlog.Task;
import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SkipCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job of a run, as far as it is known. Changed only by {@link RunState}. */
public final class JobRow {
  final Job job;
  final int index;
  private JobStatus status = JobStatus.PENDING;
  boolean background;
  @Nullable SkipCause cause;
  @Nullable String reason;
  @Nullable Instant finishedAt;
  @Nullable Instant retryAt;
  @Nullable LoopRow loop;
  private List<AttemptRow> attempts = List.of();

  /** Why a step must run, once that is known. */
  @Nullable String due;

  /** Of a loop: nobody worked on it when that was asked, so it may be planned. */
  boolean vacant;

  /** What an agent is given, in a run over the backlog. */
  @Nullable Task task;

  /** Which run does this step, RUN:JOB, while it is waited for. */
  @Nullable String holder;

  /** Needs that have not released this job yet. */
  int waiting;

  JobRow(Job job, int index, int waiting) {
    this.job = job;
    this.index = index;
    this.waiting = waiting;
    this.background = job.role().background();
  }

  void set(JobStatus next) {
    if (!Transitions.allowed(status, next)) {
      throw new IllegalStateException(
          "job " + job.name() + " cannot go from " + status.wire() + " to " + next.wire());
    }
    status = next;
  }

  AttemptRow add(int number) {
    if (number != attempts.size() + 1) {
      throw new IllegalStateException(
          "job " + job.name() + ": attempt " + number + " after " + attempts.size());
    }
    AttemptRow row = new AttemptRow(number);
    if (attempts.isEmpty()) {
      attempts = new ArrayList<>(1);
    }
    attempts.add(row);
    return row;
  }

  AttemptRow attempt(int number) {
    if (number < 1 || number != attempts.size()) {
      throw new IllegalStateException(
          "job " + job.name() + ": attempt " + number + " is not the last, " + attempts.size());
    }
    return attempts.getLast();
  }

  /** Whether nothing else may run beside it. */
  boolean runsAlone() {
    return job.role().interactive() || task != null && task.destructive();
  }

  boolean isStep() {
    return job.checkpoint().isPresent();
  }

  /** Whether it is a step of which it has to be asked whether it may be planned. */
  boolean isInQuestion() {
    return isStep() && due == null && !vacant;
  }

  /** Whether it is a loop that lives and does not know its items yet. */
  boolean isListing(int attempt) {
    return isLive(attempt) && loop != null && !loop.isListed();
  }

  /** Whether it is a loop whose items will tell if it must run. */
  boolean isUndecided() {
    return isListing(attempts.size()) && due == null && attempts.getLast().stop == null;
  }

  /** Forgets an attempt of which nothing has come. */
  void withdraw() {
    attempts.removeLast();
  }

  /** When its next attempt is due, or the time of the one that lives is up. */
  Optional<Instant> deadline() {
    if (retryAt != null) {
      return Optional.of(retryAt);
    }
    if (!isLive() || loop != null || attempts.getLast().stop != null) {
      return Optional.empty();
    }
    Optional<Instant> start = attempts.getLast().startedAt();
    return start.flatMap(from -> job.limits().timeout().map(from::plus));
  }

  /** Whether an attempt was planned and has not ended. */
  public boolean isLive() {
    return status == JobStatus.RUNNING && attempts.getLast().outcome == null;
  }

  boolean isLive(int number) {
    return isLive() && number == attempts.size();
  }

  /** Whether an attempt is live and nobody has said yet what came of its spawn. */
  boolean isPlanned(int number) {
    return isLive(number) && attempts.getLast().startedAt == null;
  }

  /** Whether the work of a step is done that is not marked complete yet. */
  public boolean isUnsealed() {
    return status == JobStatus.RUNNING
        && isStep()
        && attempts.getLast().outcome == JobStatus.SUCCEEDED;
  }

  /** Whether it is a service of which it is asked whether it is ready. */
  boolean asksWhetherReady() {
    return job.role().service().map(service -> service.ready().isPresent()).orElse(false);
  }

  LoopRow loopRow() {
    if (loop == null) {
      throw new IllegalStateException("job " + job.name() + " is no loop that runs");
    }
    return loop;
  }

  /** Whether an attempt of an item is being ended, or is none that lives. */
  public boolean isStopped(Item item, int attempt) {
    return !isLive()
        || attempts.getLast().stop != null
        || loop == null
        || loop.broken != null
        || !loop.isLive(item.index(), attempt)
        || loop.item(item.index(), attempt).stop != null;
  }

  /** What is known of its items, once its attempt was planned. */
  public Optional<LoopRow> loop() {
    return Optional.ofNullable(loop);
  }

  /** What an agent is given, in a run over the backlog. */
  public Optional<Task> task() {
    return Optional.ofNullable(task);
  }

  /** The job as it was planned. */
  public Job job() {
    return job;
  }

  /** Where it stands. */
  public JobStatus status() {
    return status;
  }

  /** Whether it runs after the foreground; false for a promoted one. */
  public boolean background() {
    return background;
  }

  /** Why it was skipped. */
  public Optional<SkipCause> cause() {
    return Optional.ofNullable(cause);
  }

  /** What its status does not tell by itself. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** When its first process lived. */
  public Optional<Instant> startedAt() {
    return attempts.isEmpty() ? Optional.empty() : attempts.getFirst().startedAt();
  }

  /** When it got its final status. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /** Why it had to run, for a step. */
  public Optional<String> due() {
    return Optional.ofNullable(due);
  }

  /** Who does this step, RUN:JOB, while it is waited for. */
  public Optional<String> holder() {
    return Optional.ofNullable(holder);
  }

  /** When the next attempt may start, while it waits for that. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** Its attempts, oldest first. */
  public List<AttemptRow> attempts() {
    return Collections.unmodifiableList(attempts);
  }
}
