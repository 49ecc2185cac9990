package dev.pawl.work;

import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Transition;
import dev.pawl.git.Changes;
import dev.pawl.git.CommitLog;
import dev.pawl.git.CommitOutcome;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The commits of a run over the backlog. A destructive task is committed with what it has changed;
 * one that is not, with its artifacts, together with others of the same moment. The run's own files
 * go along. A disk that is full, or that no descriptor is left, is nobody's refusal: it ends in a
 * BrokenFileException, and the next run commits.
 */
final class Commits {
  private static final int LONGEST_SUBJECT = 100;

  private final Git git;
  private final List<String> own;
  private final Supplier<List<String>> sound;
  private final Consumer<String> notice;

  /**
   * The commits of a project.
   *
   * @param own the files and folders that are the run's own, relative to the project
   * @param sound those of them that may be committed as they are now. A backlog that was deleted or
   *     broken may not: people get the committed one back.
   */
  Commits(Git git, List<String> own, Supplier<List<String>> sound, Consumer<String> notice) {
    this.git = git;
    this.own = List.copyOf(own);
    this.sound = sound;
    this.notice = notice;
  }

  /** What came of it, for one task or several. */
  record Result(Optional<String> commit, Optional<String> refusal) {
    static final Result NOTHING = new Result(Optional.empty(), Optional.empty());

    static Result refused(String why) {
      return new Result(Optional.empty(), Optional.of(why));
    }
  }

  /**
   * Commits what a destructive task has changed.
   *
   * @param folder of its artifacts, relative to the project
   */
  Result destructive(Transition.Done done, String folder, TaskFolder.Before before) {
    try {
      Optional<Result> hindered = hindered();
      if (hindered.isPresent()) {
        return hindered.get();
      }
      Changes changes = git.changesSince(before.tree());
      Set<String> ours = Set.copyOf(inTree(own));
      String artifacts = git.path(folder);
      List<String> overwritten = others(changes.overwritten(), ours, artifacts);
      if (!overwritten.isEmpty()) {
        return Result.refused(
            "nothing is committed, because it changed files that had uncommitted work: "
                + list(overwritten));
      }
      Optional<String> head = git.head();
      List<String> told = byAgent(before.head(), head);
      List<String> paths = new ArrayList<>(others(changes.fresh(), ours, artifacts));
      if (paths.isEmpty() && !git.differs(List.of(artifacts))) {
        return told.isEmpty() ? Result.NOTHING : new Result(head, Optional.empty());
      }
      paths.addAll(inTree(sound.get()));
      paths.add(artifacts);
      return commit(paths, message(List.of(done), told));
    } catch (GitException e) {
      return refused("it", own, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.refused("it could not be committed: stopped");
    }
  }

  /**
   * Commits the artifacts of tasks, if there are any.
   *
   * @param where their folders, relative to the project
   */
  Result artifacts(List<Transition.Done> all, List<String> where) {
    try {
      List<String> folders = inTree(where);
      if (!git.differs(folders)) {
        return Result.NOTHING;
      }
      Optional<Result> hindered = hindered();
      if (hindered.isPresent()) {
        return hindered.get();
      }
      List<String> paths = new ArrayList<>(folders);
      paths.addAll(inTree(sound.get()));
      return commit(paths, message(all, List.of()));
    } catch (GitException e) {
      return refused("its artifacts", where, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.refused("its artifacts could not be committed: stopped");
    }
  }

  /** The last commit of a run. */
  void halt(Halt halt, String reason) {
    try {
      List<String> paths = new ArrayList<>(inTree(sound.get()));
      paths.add(git.path(ItemFolder.ALL));
      Optional<Result> hindered = hindered();
      if (hindered.isPresent() && !git.differs(paths)) {
        return;
      }
      Result result =
          hindered.isPresent()
              ? hindered.get()
              : commit(paths, subject("[pawl] " + halt.wire() + ": " + reason));
      result.refusal().ifPresent(why -> notice.accept("the halt is not committed: " + why));
    } catch (GitException e) {
      refused("the halt", own, e).refusal().ifPresent(notice);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notice.accept("the halt is not committed: stopped");
    }
  }

  /** Says what people should know. */
  void tell(String text) {
    notice.accept(text);
  }

  /** An agent, or a person, may have left the branch: a commit there would be lost with it. */
  private Optional<Result> hindered() throws GitException, InterruptedException {
    return git.obstacle().map(obstacle -> Result.refused(obstacle.text()));
  }

  private Result commit(List<String> paths, String message)
      throws GitException, InterruptedException {
    return switch (git.commit(paths, message)) {
      case CommitOutcome.Committed made -> new Result(Optional.of(made.hash()), Optional.empty());
      case CommitOutcome.NothingToCommit _ -> Result.NOTHING;
      case CommitOutcome.Refused full when full.cause() == CommitOutcome.Cause.NO_ROOM -> {
        throw shortage(paths, full.output());
      }
      case CommitOutcome.Refused refused -> {
        String said = refused.output().isBlank() ? "" : ": " + refused.output().strip();
        yield Result.refused(refused.reason() + said);
      }
    };
  }

  private static Result refused(String what, List<String> paths, GitException e) {
    if (e.isShortage()) {
      throw shortage(paths, String.valueOf(e.getMessage()));
    }
    return Result.refused(what + " could not be committed: " + e.getMessage());
  }

  private static BrokenFileException shortage(List<String> paths, String said) {
    String line = said.lines().findFirst().orElse("");
    return BrokenFileException.cannot("commit", Path.of(paths.getFirst()), new IOException(line));
  }

  /** What the agent has committed itself, a line each. */
  private List<String> byAgent(Optional<String> before, Optional<String> now)
      throws GitException, InterruptedException {
    if (now.isEmpty() || now.equals(before)) {
      return List.of();
    }
    CommitLog log = git.commitsBetween(before, now.get());
    return log.newest().stream()
        .map(commit -> "Committed by the agent: " + commit.hash() + " " + line(commit.subject()))
        .toList();
  }

  private static String message(List<Transition.Done> all, List<String> told) {
    String text;
    if (all.size() == 1) {
      text = subject(named(all.getFirst()));
    } else {
      String names =
          all.stream()
              .map(done -> "[" + done.task().item() + "][" + done.task().phase() + "]")
              .collect(Collectors.joining(" "));
      List<String> each = all.stream().map(Commits::named).toList();
      text = subject(names) + "\n\n" + String.join("\n", each);
    }
    return told.isEmpty() ? text : text + "\n\n" + String.join("\n", told);
  }

  private static String named(Transition.Done done) {
    return "[%s][%s] %s"
        .formatted(done.task().item(), done.task().phase(), line(done.result().summary()));
  }

  private static String subject(String text) {
    String line = line(text);
    return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT - 3) + "..." : line;
  }

  private static String line(String text) {
    return SafeText.line(text.replaceAll("\\s+", " "), false).strip();
  }

  private static String list(List<String> paths) {
    int most = 10;
    String names = String.join(", ", paths.subList(0, Math.min(most, paths.size())));
    return paths.size() > most ? names + " and " + (paths.size() - most) + " more" : names;
  }

  private List<String> inTree(List<String> paths) throws GitException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (String path : paths) {
      all.add(git.path(path));
    }
    return all;
  }

  /** What is neither of the run's own files nor an artifact. */
  private static List<String> others(List<String> paths, Set<String> own, String artifacts) {
    return paths.stream()
        .filter(path ->
            !path.startsWith(artifacts + "/")
                && own.stream().noneMatch(o -> path.equals(o) || path.startsWith(o + "/")))
        .toList();
  }
}
