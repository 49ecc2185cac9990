package dev.pawl.git;

import dev.pawl.git.Calls.Answer;
import dev.pawl.git.Calls.Report;
import dev.pawl.git.CommitOutcome.Cause;
import dev.pawl.git.CommitOutcome.Committed;
import dev.pawl.git.CommitOutcome.NothingToCommit;
import dev.pawl.git.CommitOutcome.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One commit of explicit paths.
 *
 * <pre>
 * status -> mark new files -> commit --only -> HEAD moved? --yes--> mend the index
 *                                                  | no
 *                                                  +--> take the marks out again
 * </pre>
 *
 * <p>Whether there is a commit is asked of HEAD, not of the exit code: a hook that runs after it
 * may hang, or all may be stopped then. While git commits it holds the index, so it is nobody
 * else's commit.
 */
final class Committing {
  private final Repository repository;
  private final Repository tidying;
  private final Patience patience;
  private final Set<String> wanted;
  private final String message;
  private boolean isInterrupted;

  /**
   * @param wanted files and folders, none with a slash behind
   */
  Committing(Repository repository, Patience patience, Set<String> wanted, String message) {
    this.repository = repository;
    this.tidying = repository.tidying();
    this.patience = patience;
    this.wanted = wanted;
    this.message = message;
  }

  /** When it is interrupted after the commit was made, the thread stays interrupted. */
  CommitOutcome commit() throws GitException, InterruptedException {
    try {
      return tidied();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private CommitOutcome tidied() throws GitException, InterruptedException {
    List<StatusEntry> before = repository.status(List.of());
    List<StatusEntry> ours = before.stream().filter(this::isOurs).toList();
    if (ours.isEmpty()) {
      return new NothingToCommit();
    }
    Optional<String> head = repository.head();
    Staging staging = new Staging(repository, before, ours);
    CommitOutcome outcome;
    try {
      outcome = attempt(staging, ours, head);
    } catch (GitException | InterruptedException e) {
      staging.undo();
      throw e;
    }
    return switch (outcome) {
      case Committed made ->
          new Committed(made.hash(), also(made.output(), staging.mend(made.hash())));
      case NothingToCommit nothing -> {
        staging.undo();
        yield nothing;
      }
      case Refused no -> new Refused(no.cause(), no.reason(), also(no.output(), staging.undo()));
    };
  }

  private boolean isOurs(StatusEntry entry) {
    boolean isNamed = wanted.contains(entry.path()) || Staging.isInside(entry.path(), wanted);
    return isNamed && !entry.isRepository();
  }

  private static String also(String output, String remark) {
    return Stream.of(output, remark).filter(text -> !text.isEmpty()).reduce("", Committing::lines);
  }

  private static String lines(String one, String other) {
    return one.isEmpty() ? other : one + "\n" + other;
  }

  private CommitOutcome attempt(Staging staging, List<StatusEntry> ours, Optional<String> head)
      throws GitException, InterruptedException {
    Report marked = staging.intend();
    if (marked.code() != 0) {
      return refused(marked, "git add ended with exit code " + marked.code());
    }
    Report report;
    try {
      report = order(staging);
    } catch (InterruptedException e) {
      Optional<String> made = made(head);
      if (made.isEmpty()) {
        throw e;
      }
      isInterrupted = true;
      return new Committed(made.get(), "");
    }
    Optional<String> made = made(head);
    if (made.isPresent()) {
      return new Committed(made.get(), report.output());
    }
    if (!report.isLate() && isNothing(ours, head)) {
      return new NothingToCommit();
    }
    return refused(
        report,
        report.isKilled()
            ? "git was ended by signal " + report.signal()
            : "git or a hook refused it with exit code " + report.code());
  }

  private Report order(Staging staging) throws GitException, InterruptedException {
    try (Input text = Input.of(message.getBytes(StandardCharsets.UTF_8))) {
      return repository.say(
          staging.pathspecs(),
          patience.commit(),
          "-c",
          "maintenance.auto=false", // it would go on behind our back, and be stopped as a leftover
          "-c",
          "i18n.commitEncoding=UTF-8",
          "commit",
          "--only",
          "--quiet",
          "--no-verbose",
          "--cleanup=whitespace",
          "--file=" + text.path(),
          "--pathspec-from-file=-",
          "--pathspec-file-nul");
    }
  }

  /** The commit at HEAD, if that was made upon the one that was there before. */
  private Optional<String> made(Optional<String> before) throws GitException, InterruptedException {
    Answer answer = tidying.ask("rev-list", "--parents", "--max-count=1", "HEAD");
    if (!answer.isYes()) {
      return Optional.empty();
    }
    List<String> hashes = List.of(answer.text().split(" "));
    List<String> parents = hashes.subList(1, hashes.size());
    boolean isNew = before.map(List::of).orElse(List.of()).equals(parents);
    return isNew ? Optional.of(hashes.getFirst()) : Optional.empty();
  }

  /** Whether all is in the work tree as HEAD has it, and differed in the index alone. */
  private boolean isNothing(List<StatusEntry> ours, Optional<String> head)
      throws GitException, InterruptedException {
    if (head.isEmpty()) {
      return ours.stream().allMatch(StatusEntry::isDeleted);
    }
    Set<String> different =
        Set.copyOf(
            tidying
                .must(
                    "diff",
                    "-z",
                    "--name-only",
                    "--no-renames",
                    "--no-ext-diff",
                    "--no-relative",
                    "--ignore-submodules=dirty",
                    "HEAD")
                .texts());
    return ours.stream().map(StatusEntry::path).noneMatch(different::contains);
  }

  private Refused refused(Report report, String reason) {
    if (report.code() != 0 && Room.isMissedIn(report.output())) {
      return new Refused(Cause.NO_ROOM, "no space left on device", report.output());
    }
    if (Repository.isLocked(report)) {
      String text =
          "another git has held the index for %d s; if none runs, remove %s"
              .formatted(patience.lock().toSeconds(), repository.lock());
      return new Refused(Cause.LOCKED, text, report.output());
    }
    if (report.isLate()) {
      String text = "it did not end within " + patience.commit().toSeconds() + " s; stopped";
      return new Refused(Cause.LATE, text, report.output());
    }
    return new Refused(Cause.DECLINED, reason, report.output());
  }
}
