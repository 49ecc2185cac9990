package dev.pawl.coordinator;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Transition;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.process.Program;
import dev.pawl.run.Effect;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.StopCause;
import dev.pawl.work.Books;
import dev.pawl.work.HeldException;
import dev.pawl.work.WithheldException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The tasks of a run over the backlog: each is prepared, watched and judged by a thread of its own,
 * because all of that reads files and may ask git. What becomes of the backlog is written by one
 * thread more, in the order in which it was decided.
 */
final class Tasks {
  private static final long LOOK_MILLIS = 500;
  private static final long AGAIN_MILLIS = 1_000;

  private final RunSetting setting;
  private final WorkRequest work;
  private final AttemptProcesses attempts;
  private final Consumer<RunCommand> post;
  private final Map<JobName, Watch> watched = new HashMap<>();
  private final List<Effect.StoreItems> unsaved = new ArrayList<>();
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("pawl-books").unstarted(work));

  Tasks(
      RunSetting setting, WorkRequest work, AttemptProcesses attempts, Consumer<RunCommand> post) {
    this.setting = setting;
    this.work = work;
    this.attempts = attempts;
    this.post = post;
  }

  void carryOut(Effect.WorkEffect effect) {
    switch (effect) {
      case Effect.LookAround e -> write(() -> look(e.backlog()));
      case Effect.StoreItems e -> store(e);
      case Effect.StoreHalt e ->
          write(() -> {
            work.books().halt(e.halt(), e.reason(), whole(e.backlog()));
            return List.of(new RunCommand.HaltStored());
          });
      case Effect.Tell e -> setting.observer().notice(e.text());
      case Effect.Answer e -> {
        work.answers().decided(e.asked());
        write(() -> {
          work.answers().give(e.asked(), toldOf(e.answer()));
          return List.of();
        });
      }
    }
  }

  private List<RunCommand> look(Backlog ours) throws HeldException {
    return List.of(new RunCommand.SeeBacklog(work.settings(), work.books().look(ours)));
  }

  /**
   * Empty while a change could not be stored: the file without its worklog would tell the next run
   * that it was.
   */
  private Optional<Backlog> whole(Backlog backlog) {
    synchronized (unsaved) {
      return unsaved.isEmpty() ? Optional.of(backlog) : Optional.empty();
    }
  }

  /** Those that wait together are saved together. */
  private void store(Effect.StoreItems e) {
    synchronized (unsaved) {
      unsaved.add(e);
    }
    write(this::storeAll);
  }

  private List<RunCommand> storeAll() throws HeldException {
    List<Effect.StoreItems> all;
    synchronized (unsaved) {
      all = List.copyOf(unsaved);
    }
    if (all.isEmpty()) {
      return List.of();
    }
    List<Transition> transitions = all.stream().map(Effect.StoreItems::transition).toList();
    Books.Saved saved = work.books().store(transitions, all.getLast().backlog());
    synchronized (unsaved) {
      unsaved.removeAll(all);
    }
    List<RunCommand> told = new ArrayList<>();
    told.add(new RunCommand.SeeBacklog(work.settings(), saved.merge()));
    for (Books.Stored one : saved.each()) {
      told.add(new RunCommand.ItemsStored(one.number(), one.commit(), one.refusal()));
    }
    return told;
  }

  /** What could not be saved is in the journal all the same. */
  private BacklogChange.Answer toldOf(BacklogChange.Answer answer) {
    return switch (answer) {
      case BacklogChange.Answer.Changed(Transition transition) when isUnsaved(transition) ->
          new BacklogChange.Answer.Refused(
              transition.words() + ", but not saved yet: the next 'pawl work' does that");
      default -> answer;
    };
  }

  private boolean isUnsaved(Transition transition) {
    synchronized (unsaved) {
      return unsaved.stream().anyMatch(one -> one.transition().equals(transition));
    }
  }

  /** What fails here is the end of the run: nothing may go on that is not on the disk. */
  private void write(Writing task) {
    writer.execute(() -> {
      try {
        patiently(task).forEach(post);
      } catch (RuntimeException | Error e) {
        post.accept(broken(DiskProblem.orBug(e)));
      }
    });
  }

  /** While a person has the file in a state that cannot be read, everything waits for that. */
  private List<RunCommand> patiently(Writing task) {
    String told = "";
    while (true) {
      try {
        return task.write();
      } catch (HeldException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(told)) {
          setting.observer().notice(problem + "; nothing is saved until that is mended");
          told = problem;
        }
        if (hurried(AGAIN_MILLIS)) {
          return List.of(new RunCommand.StoreGivenUp(problem));
        }
      }
    }
  }

  private boolean hurried(long millis) {
    try {
      return hurry.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** The run is being stopped: nobody waits for persons any more. */
  void hurry() {
    hurry.countDown();
  }

  /** What the writing thread does. */
  private interface Writing {
    List<RunCommand> write() throws HeldException;
  }

  private static RunCommand broken(String reason) {
    return new RunCommand.StopRun(StopCause.BROKEN, 0, reason);
  }

  /** Starts an attempt, once it is prepared. */
  void begin(JobRow row, int attempt, Backlog backlog) {
    watch(row, attempt, backlog).begin();
  }

  /** Goes on with an attempt of an earlier coordinator. */
  void adopt(JobRow row, Backlog backlog) {
    Watch watch = watch(row, row.attempts().size(), backlog);
    attempts.adopt(row, _ -> watch.begin(), watch::ended);
    watch.look();
  }

  private Watch watch(JobRow row, int attempt, Backlog backlog) {
    JobName name = row.job().name();
    Watch watch =
        new Watch(
            row.job(),
            new Books.Assignment(
                name, attempt, row.task().orElseThrow(), failure(row, attempt), backlog));
    watched.put(name, watch);
    return watch;
  }

  private static Optional<String> failure(JobRow row, int attempt) {
    return attempt > 1 ? row.attempts().get(attempt - 2).reason() : Optional.empty();
  }

  /** One that was not started yet will not be; the process of the others is stopped elsewhere. */
  void stop(JobName job) {
    Watch watch = watched.get(job);
    if (watch != null) {
      watch.stop();
    }
  }

  /** Waits for what is being written; then nothing of the run writes any more. */
  void close() {
    watched.values().forEach(Watch::stop);
    writer.shutdown();
    boolean interrupted = false;
    while (!writer.isTerminated()) {
      try {
        interrupted |= !writer.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One attempt of a task. */
  private final class Watch {
    private final Job job;
    private final Books.Assignment assignment;
    private boolean stopped;
    private boolean over;

    Watch(Job job, Books.Assignment assignment) {
      this.job = job;
      this.assignment = assignment;
    }

    void begin() {
      aside("pawl-task-", () -> orEnd(nothing(), this::prepare));
    }

    /** A fault ends the run, and the attempt as well: the run would wait for it. */
    private void orEnd(RunCommand.AttemptEnded end, Aside what) throws InterruptedException {
      try {
        what.run();
      } catch (RuntimeException | Error e) {
        String reason = DiskProblem.orBug(e);
        post.accept(broken(reason));
        report(end, new PhaseReport.Unavailable(reason));
      }
    }

    private void prepare() throws InterruptedException {
      try {
        Books.Command command = work.books().prepare(assignment);
        Program program =
            setting
                .surroundings()
                .task(job, command.text(), assignment.attempt(), command.variables());
        synchronized (this) {
          if (!stopped) {
            attempts.spawn(job, assignment.attempt(), program, this::ended);
            look();
            return;
          }
        }
        report(nothing(), new PhaseReport.Unavailable("stopped before it began"));
      } catch (WithheldException e) {
        report(nothing(), e.report());
      }
    }

    private RunCommand.AttemptEnded nothing() {
      return new RunCommand.AttemptEnded(
          job.name(), assignment.attempt(), OptionalInt.empty(), 0, 0, "", "");
    }

    /** Its process is gone. */
    void ended(RunCommand.AttemptEnded end) {
      synchronized (this) {
        over = true;
        notifyAll();
      }
      aside("pawl-result-", () -> orEnd(end, () -> report(end, judged(end))));
    }

    private PhaseReport judged(RunCommand.AttemptEnded end) {
      return work.books()
          .report(
              assignment,
              end.exitCode(),
              end.signal(),
              setting.folder().log(job.name(), assignment.attempt()),
              InstantSource.system().instant());
    }

    private void report(RunCommand.AttemptEnded end, PhaseReport report) {
      PhaseReport told = report.reworded(setting.secrets()::scrub);
      post.accept(new RunCommand.TaskReported(end, told));
    }

    /** Looks for an answer of an agent that does not end; it has its grace then. */
    void look() {
      aside(
          "pawl-answer-",
          () -> {
            while (!awaitEnd(LOOK_MILLIS)) {
              if (work.books().hasAnswered(assignment)) {
                if (!awaitEnd(work.settings().execution().resultGrace().toMillis())) {
                  post.accept(new RunCommand.TaskLingers(job.name(), assignment.attempt()));
                }
                return;
              }
            }
          });
    }

    private synchronized boolean awaitEnd(long millis) throws InterruptedException {
      long until = System.nanoTime() + millis * 1_000_000;
      for (long left = millis; !over && left > 0; ) {
        wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
      return over;
    }

    synchronized void stop() {
      stopped = true;
    }

    private void aside(String name, Aside what) {
      Thread.ofPlatform()
          .daemon()
          .name(name + job.name())
          .start(() -> {
            try {
              what.run();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
              post.accept(broken(DiskProblem.orBug(e)));
            }
          });
    }
  }

  /** What a thread of a task does. */
  private interface Aside {
    void run() throws InterruptedException;
  }
}
