package dev.pawl.git;

import dev.pawl.git.Calls.Answer;
import dev.pawl.git.Readiness.Ready;
import dev.pawl.git.Readiness.Unready;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks for what is in the way of commits. What is in progress comes before what follows of it. */
final class Inspection {
  private static final String BRANCHES = "refs/heads/";

  /** What stands in git's folder while something is in progress (git's wt-status.c). */
  private static final List<Trace> TRACES =
      List.of(
          new Trace("rebase-apply/applying", Obstacle.PATCHES),
          new Trace("rebase-apply", Obstacle.REBASE),
          new Trace("rebase-merge", Obstacle.REBASE),
          new Trace("MERGE_HEAD", Obstacle.MERGE),
          new Trace("CHERRY_PICK_HEAD", Obstacle.CHERRY_PICK),
          new Trace("REVERT_HEAD", Obstacle.REVERT),
          new Trace("sequencer", Obstacle.CHERRY_PICK),
          new Trace("BISECT_LOG", Obstacle.BISECT));

  private record Trace(String name, Obstacle obstacle) {}

  private final Calls calls;
  private final Path folder;
  private final Patience patience;

  Inspection(Calls calls, Path folder, Patience patience) {
    this.calls = calls;
    this.folder = folder;
    this.patience = patience;
  }

  Readiness look() throws GitException, InterruptedException {
    try {
      Order inside = new Order(folder, "rev-parse", "--is-inside-work-tree");
      Answer answer = calls.ask(inside);
      if (!answer.isYes()) {
        return unusable(calls.words(inside));
      }
      if (!answer.text().equals("true")) {
        return new Unready(Obstacle.NO_WORK_TREE, "");
      }
      return look(Repository.around(folder, calls, patience));
    } catch (GitException e) {
      if (e.isMissing()) {
        return new Unready(Obstacle.NO_GIT, "");
      }
      throw e;
    }
  }

  private static Unready unusable(String words) {
    return words.contains("not a git repository")
        ? new Unready(Obstacle.NO_REPOSITORY, "")
        : new Unready(Obstacle.UNUSABLE, words);
  }

  private Readiness look(Repository repository) throws GitException, InterruptedException {
    Repository.Roots roots = repository.roots();
    Optional<Obstacle> progress = progress(repository);
    if (progress.isPresent()) {
      return new Unready(progress.get(), "");
    }
    Answer branch = branch(repository);
    if (!branch.isYes()) {
      return new Unready(Obstacle.DETACHED_HEAD, "");
    }
    for (String who : List.of("GIT_COMMITTER_IDENT", "GIT_AUTHOR_IDENT")) {
      Order order = new Order(roots.top(), "var", who);
      if (!calls.ask(order).isYes()) {
        return new Unready(Obstacle.NO_IDENTITY, lastLine(calls.words(order)));
      }
    }
    String name = branch.text();
    String shown = name.startsWith(BRANCHES) ? name.substring(BRANCHES.length()) : name;
    Optional<String> head = repository.head();
    return new Ready(roots.top(), roots.prefix(), shown, head);
  }

  /** What may have changed since the first look, and costs one process at most. */
  static Optional<Obstacle> obstacle(Repository repository)
      throws GitException, InterruptedException {
    Optional<Obstacle> progress = progress(repository);
    return progress.isPresent() || branch(repository).isYes()
        ? progress
        : Optional.of(Obstacle.DETACHED_HEAD);
  }

  private static Optional<Obstacle> progress(Repository repository) {
    return TRACES.stream()
        .filter(trace -> repository.roots().has(trace.name))
        .map(Trace::obstacle)
        .findFirst();
  }

  private static Answer branch(Repository repository) throws GitException, InterruptedException {
    return repository.ask("symbolic-ref", "--quiet", "HEAD");
  }

  private static String lastLine(String words) {
    return words.substring(words.lastIndexOf('\n') + 1);
  }
}
