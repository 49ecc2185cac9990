package dev.pawl.run;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.Progression;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of an attempt of a task means: the item goes on, or is blocked, or the task is tried
 * again. An agent that could not work costs the item nothing; it is only asked again later.
 */
final class TaskEnds {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration UNKNOWN_RESET = Duration.ofMinutes(15);

  private final RunState state;
  private final RunCommand.AttemptEnded end;
  private final JobRow row;
  private final WorkRows.OpenTask open;
  private final Now now;
  private final Draft draft = new Draft();

  private TaskEnds(RunState state, RunCommand.AttemptEnded end, Now now) {
    this.state = state;
    this.end = end;
    this.row = state.row(end.job());
    this.open = state.work.task(end.job());
    this.now = now;
  }

  static Decision reported(RunState state, RunCommand.TaskReported c, Now now) {
    RunCommand.AttemptEnded end = c.attempt();
    if (!state.row(end.job()).isLive(end.attempt())) {
      return Decision.NOTHING;
    }
    TaskEnds ends = new TaskEnds(state, end, now);
    if (state.work.isKnown()) {
      ends.decide(c.report());
    } else {
      ends.unjudged(c.report());
    }
    return ends.draft.done();
  }

  /** The process of a task could not be started, or nobody knows how it ended. */
  static Decision lost(RunState state, RunCommand.AttemptEnded end, Now now) {
    String why = Reasons.of(state, state.row(end.job()), end, JobStatus.FAILED);
    StringBuilder words = new StringBuilder(why);
    Attempts.append(words, end.failure());
    return reported(
        state,
        new RunCommand.TaskReported(end, new PhaseReport.Unavailable(words.toString())),
        now);
  }

  static Decision lingers(RunState state, RunCommand.TaskLingers c) {
    JobRow row = state.row(c.job());
    boolean lives = row.isLive(c.attempt()) && row.attempt(c.attempt()).stop == null;
    return lives ? Attempts.stop(new Draft(), row, StopCause.ANSWERED).done() : Decision.NOTHING;
  }

  private void decide(PhaseReport report) {
    if (!stands()) {
      over(JobStatus.CANCELLED, Tending.CHANGED, TaskEnd.STOPPED, usage(report));
      finish(JobStatus.CANCELLED, Tending.CHANGED);
      return;
    }
    StopCause stop = row.attempt(end.attempt()).stop;
    boolean byItself = stop == null || stop == StopCause.ANSWERED || stop == StopCause.TIMEOUT;
    boolean finished = end.exitCode().orElse(1) == 0 && end.signal() == 0;
    switch (report) {
      case PhaseReport.Answered r when byItself || finished -> answered(r);
      case PhaseReport r when stop != null && !byItself -> stopped(stop, usage(r));
      case PhaseReport r when stop == StopCause.TIMEOUT ->
          failed(JobStatus.TIMED_OUT, Reasons.timeout(row.job), usage(r));
      case PhaseReport.Answered r -> answered(r);
      case PhaseReport.Unanswered r -> failed(JobStatus.FAILED, r.reason(), r.usage());
      case PhaseReport.Unavailable r -> later(r.reason(), pause());
      case PhaseReport.UsageLimit r -> limited(r);
      case PhaseReport.Withheld r -> withheld(r.reason());
    }
  }

  private static Usage usage(PhaseReport report) {
    return switch (report) {
      case PhaseReport.Answered r -> r.usage();
      case PhaseReport.Unanswered r -> r.usage();
      case PhaseReport.Unavailable _, PhaseReport.UsageLimit _, PhaseReport.Withheld _ ->
          Usage.NONE;
    };
  }

  /** The run was lost; nobody knows what the end means for the item, which keeps its place. */
  private void unjudged(PhaseReport report) {
    String reason =
        switch (report) {
          case PhaseReport.Answered r -> r.result().summary();
          case PhaseReport.Unanswered r -> r.reason();
          case PhaseReport.Unavailable r -> r.reason();
          case PhaseReport.UsageLimit r -> r.reason();
          case PhaseReport.Withheld r -> r.reason();
        };
    over(JobStatus.INTERRUPTED, reason, TaskEnd.STOPPED, usage(report));
    finish(JobStatus.INTERRUPTED, reason);
  }

  private void answered(PhaseReport.Answered r) {
    PhaseResult result = r.result();
    Optional<String> wrong = wrong(result);
    if (wrong.isPresent()) {
      failed(JobStatus.FAILED, wrong.get(), r.usage());
      return;
    }
    switch (result.verdict()) {
      case PHASE_COMPLETE, SUBPHASE_COMPLETE -> carriedOut(r);
      case FAILED -> failed(JobStatus.FAILED, result.summary(), r.usage());
      case BLOCKED -> {
        over(JobStatus.FAILED, "blocked: " + result.summary(), TaskEnd.BLOCKED, r.usage());
        finish(JobStatus.FAILED, "blocked: " + result.summary());
        Working.change(draft, state, progression().blocked(done(result)));
      }
    }
  }

  /** What only the configuration can tell. */
  private Optional<String> wrong(PhaseResult result) {
    WorkSettings settings = state.work.settings();
    if (result.pipeline().map(name -> settings.pipeline(name).isEmpty()).orElse(false)) {
      return Optional.of(
          "result: pipeline: expected one of %s, found %s"
              .formatted(settings.pipelines().keySet(), result.pipeline().get()));
    }
    boolean part = open.task.isTriage() && Working.isPart(result);
    return part ? Optional.of("result: a triage has no parts") : Optional.empty();
  }

  private void carriedOut(PhaseReport.Answered r) {
    PhaseResult result = r.result();
    over(JobStatus.SUCCEEDED, r.warning(), TaskEnd.CARRIED_OUT, r.usage());
    finish(JobStatus.SUCCEEDED, r.warning());
    Progression.Followed followed = progression().carriedOut(done(result), running(), halt(result));
    followed.notices().forEach(text -> draft.effect(new Effect.Tell(text)));
    Working.change(draft, state, followed.transition());
  }

  private Optional<String> halt(PhaseResult result) {
    int most = state.work.settings().execution().maxSubphases();
    boolean last = Working.isPart(result) && state.work.parts(open.task) + 1 >= most;
    return last
        ? Optional.of(open.task.phase() + " is not complete after " + most + " parts")
        : Optional.empty();
  }

  private Set<ItemId> running() {
    Set<ItemId> items = new HashSet<>();
    state.work.open().forEach(task -> items.add(task.task.item()));
    return items;
  }

  private void failed(JobStatus outcome, String reason, Usage usage) {
    Item item = state.work.backlog().get(open.task.item());
    int failures = open.failures + 1;
    boolean again = failures <= TaskJobs.retries(state.work.settings(), item, open.task);
    over(outcome, reason, TaskEnd.FAILED, usage);
    if (again && state.stop().isEmpty()) {
      again(doubled(FIRST_WAIT, failures, LONGEST_WAIT));
      return;
    }
    finish(outcome, reason);
    if (!again) {
      String times = failures == 1 ? "" : " " + failures + " times";
      block("%s failed%s: %s".formatted(open.task.phase(), times, reason));
    }
  }

  private void withheld(String reason) {
    over(JobStatus.FAILED, reason, TaskEnd.BLOCKED, Usage.NONE);
    finish(JobStatus.FAILED, reason);
    block(reason);
  }

  private boolean stands() {
    return open.task.isFor(state.work.backlog());
  }

  private void block(String reason) {
    Working.change(draft, state, progression().block(open.task.item(), reason));
  }

  private void limited(PhaseReport.UsageLimit r) {
    Instant until = r.until().orElse(now.wall().plus(UNKNOWN_RESET));
    Duration wait = Duration.between(now.wall(), until);
    Duration atLeast = pause();
    later(r.reason(), wait.compareTo(atLeast) < 0 ? atLeast : wait);
  }

  /** Others are not given to that agent either until then. */
  private void later(String reason, Duration wait) {
    over(JobStatus.FAILED, reason, TaskEnd.UNAVAILABLE, Usage.NONE);
    draft.event(new RunEvent.AgentPaused(open.task.agent(), now.wall().plus(wait), reason));
    if (state.stop().isEmpty()) {
      again(wait);
    } else {
      finish(JobStatus.FAILED, reason);
    }
  }

  private Duration pause() {
    return doubled(FIRST_PAUSE, state.work.missed(open.task.agent()) + 1, LONGEST_PAUSE);
  }

  private static Duration doubled(Duration first, int times, Duration most) {
    Duration wait = first.multipliedBy(1L << Math.min(times - 1, 20));
    return wait.compareTo(most) > 0 ? most : wait;
  }

  /** By a person, or with the run: the item keeps its place. */
  private void stopped(StopCause stop, Usage usage) {
    boolean interrupts = stop.interrupts();
    JobStatus outcome = interrupts ? JobStatus.INTERRUPTED : JobStatus.CANCELLED;
    String reason = Reasons.of(state, row, end, outcome);
    over(outcome, reason, TaskEnd.STOPPED, usage);
    finish(outcome, reason);
  }

  private void over(JobStatus outcome, String reason, TaskEnd what, Usage usage) {
    JobName job = end.job();
    StringBuilder words = new StringBuilder(reason);
    Attempts.append(words, end.remark());
    draft.event(
        new RunEvent.AttemptFinished(
            job,
            end.attempt(),
            outcome,
            end.exitCode(),
            end.signal(),
            words.isEmpty() ? Optional.empty() : Optional.of(words.toString()),
            end.logBytes(),
            outcome.isSuccess() ? Optional.empty() : end.progress()));
    draft.event(new RunEvent.TaskEnded(job, end.attempt(), what, usage));
  }

  private void again(Duration wait) {
    Instant due = new WorkLimits(state, now).until(now.wall().plus(wait));
    draft.event(new RunEvent.RetryScheduled(end.job(), end.attempt() + 1, due));
  }

  private void finish(JobStatus outcome, String reason) {
    Optional<String> why = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    draft.event(new RunEvent.JobFinished(end.job(), outcome, Optional.empty(), why));
  }

  private Transition.Done done(PhaseResult result) {
    return new Transition.Done(end.job(), open.task, result);
  }

  private Progression progression() {
    return Working.progression(state, now);
  }
}
