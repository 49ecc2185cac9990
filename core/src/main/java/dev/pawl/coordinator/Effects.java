package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Secrets;
import dev.pawl.run.Effect;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out what the engine decided. What goes wrong for one job is that job's report. */
final class Effects {
  /** What a job's {@code run} is chosen by. */
  static final String PLATFORM = "linux";

  private final RunRequest request;
  private final RunFolder folder;
  private final RunObserver observer;
  private final Children children;
  private final Surroundings surroundings;
  private final Probes probes;
  private final Iterations iterations;
  private final RunNotices notices;
  private final Secrets secrets;
  private final ToldProgress progress;
  private final AttemptProcesses attempts;
  private final Optional<Tasks> tasks;
  private final Map<JobName, ReadyProbe> asking = new HashMap<>();

  private final Consumer<RunCommand> post;
  private final Supplier<JobSteps> openSteps;
  private @Nullable JobSteps steps;

  Effects(RunSetting setting, Children children, Mailbox mailbox) {
    this.request = setting.request();
    this.folder = setting.folder();
    this.observer = setting.observer();
    this.surroundings = setting.surroundings();
    this.secrets = setting.secrets();
    this.progress = new ToldProgress(folder, secrets);
    this.children = children;
    this.attempts = new AttemptProcesses(setting, children, progress, mailbox::post);
    this.probes = new Probes(children, surroundings);
    this.post = mailbox::post;
    this.iterations = new Iterations(setting, children, this::steps, post);
    this.notices = new RunNotices(setting, children, post);
    this.tasks = request.work().map(work -> new Tasks(setting, work, attempts, mailbox::post));
    this.openSteps = () -> new JobSteps(setting, mailbox::isStopping, post);
  }

  /** Carries one effect out; does not wait for processes. */
  void carryOut(Effect effect, RunState state) throws InterruptedException {
    switch (effect) {
      case Effect.JudgeConditions e -> judge(state, e.jobs(), e.wanted());
      case Effect.CheckSteps e -> steps().check(jobs(state, e.jobs()));
      case Effect.AwaitStep e -> steps().await(state.row(e.job()).job());
      case Effect.SealStep e -> steps().seal(state.row(e.job()).job(), e.attempt());
      case Effect.SpawnAttempt e -> spawn(state, e);
      case Effect.AdoptAttempt e -> adopt(state, e);
      case Effect.AdoptStep e -> steps().adopt(state.row(e.job()).job());
      case Effect.StopAttempt e -> {
        stopAsking(e.job());
        progress.stopped(e.job());
        tasks.ifPresent(known -> known.stop(e.job()));
        children.stop(surroundings.scope(state.row(e.job()).job(), part(e.attempt())), e.grace());
      }
      case Effect.ProbeReady e ->
          asking.put(
              e.job(), ReadyProbe.start(state.row(e.job()).job(), e.attempt(), probes, post));
      case Effect.DropLogs e -> dropLogs(state, e.job());
      case Effect.OpenLoop e -> open(state.row(e.job()).job(), e.attempt());
      case Effect.StopListing e -> iterations.stopListing(state.row(e.job()).job(), e.grace());
      case Effect.SpawnItem e -> iterations.spawn(state.row(e.job()).job(), e.item(), e.attempt());
      case Effect.StopItem e ->
          iterations.stop(state.row(e.job()).job(), e.item(), e.attempt(), e.grace());
      case Effect.EndLoop e -> iterations.end(e.job());
      case Effect.Notify e -> notices.give(e, state);
      case Effect.StopNotices e -> notices.stop(e);
      case Effect.WorkEffect e -> tasks().carryOut(e);
    }
  }

  private void spawn(RunState state, Effect.SpawnAttempt e) {
    JobRow row = state.row(e.job());
    if (row.task().isPresent()) {
      tasks().begin(row, e.attempt(), state.backlog());
    } else {
      begin(row.job(), e.attempt());
    }
  }

  private void adopt(RunState state, Effect.AdoptAttempt e) {
    JobRow row = state.row(e.job());
    if (row.task().isPresent()) {
      tasks().adopt(row, state.backlog());
    } else {
      attempts.adopt(row, job -> begin(job, e.attempt()), post::accept);
    }
  }

  private Tasks tasks() {
    return tasks.orElseThrow(() -> new IllegalStateException("this run has no backlog"));
  }

  private void judge(RunState state, List<JobName> names, Set<JobName> wanted)
      throws InterruptedException {
    List<Job> jobs = jobs(state, names);
    ConditionJudge judge = new ConditionJudge(surroundings, probes, secrets, PLATFORM);
    Judging.judge(judge, jobs, wanted, post);
  }

  /** Opened for the first step: most runs have none. */
  private JobSteps steps() {
    JobSteps known = steps;
    if (known == null) {
      known = openSteps.get();
      steps = known;
    }
    return known;
  }

  private static List<Job> jobs(RunState state, List<JobName> names) {
    List<Job> jobs = new ArrayList<>(names.size());
    for (JobName name : names) {
      jobs.add(state.row(name).job());
    }
    return jobs;
  }

  private void begin(Job job, int attempt) {
    if (job.loop().isPresent()) {
      iterations.begin(job, attempt);
      return;
    }
    Optional<RunCommand> taken =
        job.checkpoint().isPresent() ? steps().claim(job, attempt) : Optional.empty();
    if (taken.isPresent()) {
      post.accept(taken.get());
    } else {
      attempts.spawn(job, attempt);
    }
  }

  private void open(Job job, int attempt) {
    steps().claim(job, attempt).ifPresentOrElse(post, () -> iterations.open(job));
  }

  /** What has just been recorded. */
  void recorded(RunEvent event) {
    if (event instanceof RunEvent.AttemptFinished end) {
      progress.recorded(end);
    }
    if (event instanceof RunEvent.RunStopping) {
      tasks.ifPresent(Tasks::hurry);
    }
    if (event instanceof RunEvent.NoticeFailed failed) {
      notices.failed(failed);
    }
    if (steps != null && event instanceof RunEvent.JobFinished end) {
      steps.settle(end);
    }
  }

  private static String part(int attempt) {
    return Integer.toString(attempt);
  }

  /** The end of an attempt of which nobody has told. */
  RunCommand lost(JobName job, int attempt) {
    return new RunCommand.AttemptEnded(
        job, attempt, OptionalInt.empty(), 0, 0, "", "", progress.last(job, attempt));
  }

  private void stopAsking(JobName job) {
    ReadyProbe probe = asking.remove(job);
    if (probe != null) {
      probe.cancel();
    }
  }

  private void dropLogs(RunState state, JobName job) {
    for (int attempt = 1; attempt <= state.row(job).attempts().size(); attempt++) {
      try {
        Files.deleteIfExists(folder.log(job, attempt));
      } catch (IOException e) {
        observer.notice("the log of " + job + " stays: " + DiskProblem.told(e));
      }
    }
  }

  /** Writes what has happened to the items of loops, before anybody is told of it. */
  void record(List<RunEvent> events, RunState state, Instant at) {
    iterations.record(events, state, at);
  }

  /** Leaves the ledger, and nothing of a run whose end is recorded lying about; the last of all. */
  void leave(RunState state) {
    if (state.end().isPresent()) {
      progress.close();
    }
    if (steps != null) {
      JobSteps known = steps;
      request.repetition().ifPresent(repetition -> known.remember(state, repetition));
      steps.close();
    }
  }

  /** Asks no service any more, and gives no notice. */
  void close() {
    asking.values().forEach(ReadyProbe::cancel);
    notices.close();
  }

  /** Closes the files of loops and of the backlog; for when no process is left. */
  void closeFiles() {
    iterations.close();
    tasks.ifPresent(Tasks::close);
  }
}
