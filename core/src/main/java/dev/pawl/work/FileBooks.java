package dev.pawl.work;

import dev.pawl.agent.Ending;
import dev.pawl.agent.Prompts;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.backlog.file.Inbox;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.posix.DurableFiles;
import dev.pawl.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The books of a project with a BACKLOG.yaml in a git repository. */
final class FileBooks implements Books {
  /** What work rests on, read and checked. */
  record Ground(WorkSettings settings, Prompts prompts, BacklogDocument document) {}

  private static final List<String> WITHOUT_ITEMS = List.of(Inbox.NAME, Worklog.FOLDER);
  private static final List<String> OWN = List.of(BacklogFile.NAME, Inbox.NAME, Worklog.FOLDER);

  private final WorkSettings settings;
  private final Path project;
  private final Prompts prompts;
  private Backlog found;
  private ItemsOnDisk items;
  private final LastSaved last;
  private final Git git;
  private final Commits commits;
  private final Worklog worklog;
  private final Consumer<String> notice;
  private @Nullable Preparing preparing;
  private final InstantSource clock = InstantSource.system();

  /**
   * The books of a project.
   *
   * @param ground what was found to be in order
   */
  FileBooks(Path project, Ground ground, Git git, Consumer<String> notice) {
    this.project = project;
    this.settings = ground.settings();
    this.prompts = ground.prompts();
    this.notice = notice;
    this.found = ground.document().backlog();
    this.last = new LastSaved(project, git);
    this.items = new ItemsOnDisk(project, settings, ground.document(), last, notice);
    this.git = git;
    this.commits = new Commits(git, OWN, () -> items.isReadable() ? OWN : WITHOUT_ITEMS, notice);
    this.worklog = new Worklog(project);
  }

  /** Until now persons could change the file by themselves. */
  @Override
  public void begin(RunFolder folder) {
    sweep(project);
    last.bringBack(notice);
    Path file = project.resolve(BacklogFile.NAME);
    if (BacklogFile.read(file, BacklogFile.NAME, settings.prefix())
            instanceof BacklogResult.Read(BacklogDocument now)
        && now.check(settings).isEmpty()) {
      items = new ItemsOnDisk(project, settings, now, last, notice);
      found = withInbox(now.backlog());
    }
    preparing = new Preparing(folder, settings, prompts, git, notice);
  }

  private Backlog withInbox(Backlog plain) {
    try {
      return items.save(plain).apply(plain);
    } catch (HeldException e) {
      return plain; // the first save waits for the person, and takes it in
    }
  }

  /** Who was killed may have left halves of what he wrote, which are no work of anybody. */
  static void sweep(Path project) {
    try {
      DurableFiles.sweep(project, Set.of(BacklogFile.NAME, Inbox.NAME)::contains);
      DurableFiles.sweep(project.resolve(Worklog.FOLDER), _ -> true);
    } catch (IOException e) {
      throw BrokenFileException.cannot("clear", project, e);
    }
  }

  private Preparing run() {
    if (preparing == null) {
      throw new IllegalStateException("no run has begun with these books");
    }
    return preparing;
  }

  @Override
  public WorkSettings settings() {
    return settings;
  }

  @Override
  public Backlog found() {
    return found;
  }

  @Override
  public UnaryOperator<Backlog> look(Backlog ours) throws HeldException {
    return items.save(ours);
  }

  @Override
  public Saved store(List<Transition> transitions, Backlog after) throws HeldException {
    for (Transition transition : transitions) {
      transition.done().ifPresent(done -> run().history().add(done, clock.instant()));
      worklog.add(transition);
    }
    UnaryOperator<Backlog> merge = items.save(after);
    List<Stored> each = new ArrayList<>();
    List<Transition> together = new ArrayList<>();
    for (Transition transition : transitions) {
      if (!isCommitted(transition)) {
        each.add(new Stored(transition.number(), Optional.empty(), Optional.empty()));
      } else if (transition.done().orElseThrow().task().destructive()) {
        each.add(settled(transition, destructive(transition)));
      } else {
        together.add(transition);
      }
    }
    Commits.Result result = artifacts(together);
    together.forEach(transition -> each.add(settled(transition, result)));
    return new Saved(each, merge);
  }

  /** A triage leaves nothing to commit. */
  private static boolean isCommitted(Transition transition) {
    return transition.done().map(done -> !done.task().isTriage()).orElse(false);
  }

  /**
   * Commits what these have left. Where there is no folder git is not asked, which takes longer
   * than all the rest; that one was removed is committed with the next commit, the halt at last.
   */
  private Commits.Result artifacts(List<Transition> together) {
    List<String> folders = together.stream().map(this::artifacts).toList();
    return folders.stream().noneMatch(folder -> Files.exists(project.resolve(folder)))
        ? Commits.Result.NOTHING
        : commits.artifacts(together.stream().flatMap(t -> t.done().stream()).toList(), folders);
  }

  private Commits.Result destructive(Transition transition) {
    Transition.Done done = transition.done().orElseThrow();
    TaskFolder files = run().carriedOut(done);
    Optional<TaskFolder.Before> before = files.remembered();
    if (before.isEmpty()) {
      return Commits.Result.NOTHING;
    }
    Commits.Result result = commits.destructive(done, artifacts(transition), before.get());
    if (result.refusal().isEmpty()) {
      files.forget();
    }
    return result;
  }

  /** Where the artifacts of a task belong; its item may have left the file since. */
  private String artifacts(Transition transition) {
    ItemId id = transition.done().orElseThrow().task().item();
    String title = transition.change(id).map(change -> change.to().title()).orElse("");
    return ItemFolder.of(project, id, title);
  }

  /** An item whose work is not committed is not finished, and waits for a person. */
  private Stored settled(Transition transition, Commits.Result result) {
    if (result.refusal().isPresent()) {
      worklog.remove(transition);
    }
    return new Stored(transition.number(), result.commit(), result.refusal());
  }

  @Override
  public void halt(Halt halt, String reason, Optional<Backlog> after) {
    try {
      if (after.isPresent()) {
        UnaryOperator<Backlog> _ = items.save(after.get());
      }
    } catch (HeldException e) {
      commits.tell("the last changes are not saved: " + e.getMessage());
    }
    commits.halt(halt, reason);
  }

  @Override
  public Command prepare(Assignment assignment) throws WithheldException, InterruptedException {
    return run().prepare(assignment);
  }

  @Override
  public PhaseReport report(
      Assignment assignment, OptionalInt exitCode, int signal, Path log, Instant now) {
    Optional<ExitStatus> status =
        exitCode.isPresent()
            ? Optional.of(new ExitStatus(exitCode.getAsInt(), signal))
            : Optional.empty();
    Path result = run().files(assignment.job()).result(assignment.attempt());
    Ending ending = new Ending(status, false, log, result);
    ZonedDateTime time = now.atZone(ZoneId.systemDefault());
    PhaseReport report =
        Reports.of(dev.pawl.agent.PhaseReport.read(run().asked(assignment), ending, time));
    if (assignment.task().destructive() && !isCarriedOut(report)) {
      rememberEnd(run().files(assignment.job()));
    }
    return report;
  }

  private static boolean isCarriedOut(PhaseReport report) {
    return report instanceof PhaseReport.Answered answered
        && switch (answered.result().verdict()) {
          case PHASE_COMPLETE, SUBPHASE_COMPLETE -> true;
          case FAILED, BLOCKED -> false;
        };
  }

  /** So that the next attempt, also of another run, knows what is its own. */
  private void rememberEnd(TaskFolder files) {
    try {
      files.rememberEnd(git.workTree());
    } catch (GitException e) {
      notice.accept(
          "what " + files.path().getFileName() + " has left is not known: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean hasAnswered(Assignment assignment) {
    Path result = run().files(assignment.job()).result(assignment.attempt());
    return dev.pawl.agent.PhaseReport.isAnswered(result);
  }

  @Override
  public void close() {
    git.close();
  }
}
