package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.Job;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Identity;
import dev.pawl.process.Keeper;
import dev.pawl.process.Keeper.Outcome;
import dev.pawl.process.Output;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Program;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.AttemptRow;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The processes of attempts: started, or taken over from an earlier coordinator. Where a run
 * outlives its coordinator they have keepers, which write their logs and remember how they ended.
 */
final class AttemptProcesses {
  private final RunSetting setting;
  private final RunFolder folder;
  private final Children children;
  private final ToldProgress progress;
  private final Consumer<RunCommand> post;

  AttemptProcesses(
      RunSetting setting, Children children, ToldProgress progress, Consumer<RunCommand> post) {
    this.setting = setting;
    this.folder = setting.folder();
    this.children = children;
    this.progress = progress;
    this.post = post;
  }

  void spawn(Job job, int attempt) {
    spawn(job, attempt, program(job, attempt), post::accept);
  }

  /**
   * Starts an attempt as another program than its script says.
   *
   * @param end is told of its end
   */
  void spawn(Job job, int attempt, Program program, Consumer<RunCommand.AttemptEnded> end) {
    children.start(wish(job, attempt, program), new Reports(job, attempt, end));
  }

  private Program program(Job job, int attempt) {
    String text = job.script().command().on(Effects.PLATFORM).orElseThrow();
    return setting.surroundings().attempt(job, text, attempt);
  }

  private SpawnRequest wish(Job job, int attempt, Program program) {
    return new SpawnRequest(
        setting.surroundings().scope(job, Integer.toString(attempt)),
        program,
        output(job, attempt),
        job.role().keepDaemons(),
        job.limits().grace());
  }

  private Output output(Job job, int attempt) {
    if (job.role().interactive()) {
      return new Output.Terminal();
    }
    RunRequest request = setting.request();
    long most = request.project().log().maxSize();
    return setting.revival().isPresent()
        ? new Output.Kept(
            folder.log(job.name(), attempt), most, folder.exitFile(job.name(), attempt))
        : new Output.Log(folder.log(job.name(), attempt), most, request.echo());
  }

  /**
   * Takes over the last attempt of a job. One that lives is watched from now on; one that has ended
   * has left its status, or none; one that was planned and never became a process is started.
   *
   * @param start starts it
   * @param end is told of its end
   */
  void adopt(JobRow row, Consumer<Job> start, Consumer<RunCommand.AttemptEnded> end) {
    AttemptRow attempt = row.attempts().getLast();
    Job job = row.job();
    SpawnRequest wish = wish(job, attempt.number(), program(job, attempt.number()));
    Optional<Started> found =
        attempt.startedAt().isPresent()
            ? Optional.of(new Started(attempt.pid(), attempt.start()))
            : Identity.findLeader(wish.scope());
    if (found.isPresent()) {
      Reports reports = new Reports(job, attempt.number(), end);
      reports.started(found.get());
      children.adopt(wish, found.get(), reports);
      return;
    }
    switch (Keeper.outcome(folder.exitFile(job.name(), attempt.number()))) {
      case Outcome.Absent _ when attempt.stop().isEmpty() -> start.accept(job);
      case Outcome.Exited exited ->
          end.accept(ended(job, attempt.number(), Optional.of(exited.status())));
      case Outcome.Absent _, Outcome.Unknown _ ->
          end.accept(ended(job, attempt.number(), Optional.empty()));
    }
  }

  private RunCommand.AttemptEnded ended(Job job, int attempt, Optional<ExitStatus> status) {
    return report(
        job,
        attempt,
        new Ended(
            setting.surroundings().scope(job, Integer.toString(attempt)),
            status.orElse(null),
            folder.logBytes(job.name(), attempt),
            false,
            null));
  }

  /** What a process reports, told to the coordinator as what it means for the attempt. */
  private final class Reports implements Children.Kin {
    private final Job job;
    private final int attempt;
    private final Consumer<RunCommand.AttemptEnded> end;

    Reports(Job job, int attempt, Consumer<RunCommand.AttemptEnded> end) {
      this.job = job;
      this.attempt = attempt;
      this.end = end;
    }

    @Override
    public void started(Started child) {
      post.accept(
          new RunCommand.SpawnSucceeded(job.name(), attempt, child.pid(), child.startTicks()));
    }

    @Override
    public void refused(String reason) {
      String all = setting.secrets().scrub("could not be started: " + reason);
      post.accept(new RunCommand.SpawnRefused(job.name(), attempt, all));
    }

    @Override
    public void line(String line) {
      setting.observer().line(job.name(), attempt, line);
    }

    @Override
    public void ended(Ended ended) {
      end.accept(report(job, attempt, ended));
    }
  }

  private RunCommand.AttemptEnded report(Job job, int attempt, Ended ended) {
    String remark = setting.secrets().scrub(Objects.requireNonNullElse(ended.remark(), ""));
    return new RunCommand.AttemptEnded(
        job.name(),
        attempt,
        ended.exitCode(),
        ended.signal(),
        ended.logBytes(),
        ended.logFailed() ? remark : "",
        ended.logFailed() ? "" : remark,
        progress.last(job, attempt, ended.status()));
  }
}
