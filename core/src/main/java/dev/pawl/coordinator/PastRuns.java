package dev.pawl.coordinator;

import dev.pawl.journal.Journal;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunRemoval;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.RunId;
import dev.pawl.posix.KernelLock;
import dev.pawl.process.Identity;
import dev.pawl.run.KeptRun;
import dev.pawl.run.KeptRun.Condition;
import dev.pawl.run.Owner;
import dev.pawl.run.Removal;
import dev.pawl.run.Retention;
import dev.pawl.run.RunEvent;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The runs that a project keeps: what {@link Retention} has to know of them, and the removal of
 * those it names.
 *
 * @param project the folder that holds {@code .pawl}
 */
public record PastRuns(Path project) {
  /**
   * What became of the removals.
   *
   * @param removed those that are gone
   * @param problems a line for each thing that could not be done
   */
  public record Outcome(List<Removal> removed, List<String> problems) {}

  /**
   * All runs, newest first. Takes no lock and changes no byte. Every journal is read through, one
   * entry at a time, because one that is damaged must not be taken for one that is whole.
   */
  public List<KeptRun> look() {
    return new Runs(project).list().stream().map(PastRuns::look).toList();
  }

  private static KeptRun look(RunFolder folder) {
    Instant drawn = folder.run().time().orElse(Instant.MAX); // no date: never old
    KeptRun unreadable = new KeptRun(folder.run(), Condition.UNREADABLE, drawn, 0);
    if (Files.isSymbolicLink(folder.path())) {
      return unreadable; // somebody's own doing
    }
    try {
      long bytes = logBytes(folder);
      Optional<Journal.Span> span =
          Files.exists(folder.journal()) ? Journal.span(folder.journal()) : Optional.empty();
      if (span.isEmpty()) {
        Condition condition = bytes > 0 ? Condition.UNREADABLE : Condition.NOT_BEGUN;
        return new KeptRun(folder.run(), condition, drawn, bytes);
      }
      boolean planned = Files.isRegularFile(folder.plan());
      Condition condition = planned ? condition(folder.run(), span.get()) : Condition.UNREADABLE;
      return new KeptRun(folder.run(), condition, span.get().last().at(), bytes);
    } catch (IOException | DamagedFileException | BrokenFileException e) {
      return unreadable;
    }
  }

  private static Condition condition(RunId run, Journal.Span span) {
    if (span.last().event() instanceof RunEvent.RunFinished) {
      return Condition.FINISHED;
    }
    if (!(span.first().event() instanceof RunEvent.RunCreated created)) {
      return Condition.UNREADABLE;
    }
    Owner owner = created.owner();
    boolean lives =
        new Identity(owner.boot(), owner.pid(), owner.start()).alive()
            || Identity.drives(run.value())
            || !Identity.findByCookie(run + ":").isEmpty();
    return lives ? Condition.LIVING : Condition.LOST;
  }

  private static long logBytes(RunFolder folder) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder.logs())) {
      for (Path log : logs) {
        bytes += regularBytes(log);
      }
    } catch (NoSuchFileException e) {
      return 0;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return bytes;
  }

  private static long regularBytes(Path file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() ? found.size() : 0;
    } catch (NoSuchFileException e) {
      return 0; // a living run replaces its logs
    }
  }

  /**
   * Removes the runs that are beyond the limits, once nobody else is doing so; in a project without
   * a run nothing is touched.
   */
  public Outcome prune(LogLimits limits, Instant now) {
    if (new Runs(project).list().isEmpty()) {
      return new Outcome(List.of(), List.of());
    }
    try (KernelLock lock = new Locks(project).prune()) {
      lock.lock();
      return remove(Retention.decide(look(), limits, now));
    } catch (IOException e) {
      return new Outcome(List.of(), List.of("the runs cannot be locked: " + DiskProblem.told(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(List.of(), List.of("interrupted"));
    }
  }

  /**
   * Removes runs, with what an earlier removal left behind. A run whose lock is held, or that is no
   * longer what was decided about, stays. Only one process may be doing this: the caller holds the
   * lock {@code prune}.
   */
  Outcome remove(List<Removal> removals) {
    List<Removal> removed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Removal removal : removals) {
      try {
        if (hide(removal.run())) {
          removed.add(removal);
        }
      } catch (IOException e) {
        problems.add("cannot remove run " + removal.run().run() + ": " + DiskProblem.told(e));
      }
    }
    problems.addAll(new RunRemoval(project).delete());
    try {
      new Locks(project).deleteOf(this::isGone);
    } catch (IOException e) {
      problems.add("cannot clear the locks of removed runs: " + DiskProblem.told(e));
    } catch (DirectoryIteratorException e) {
      problems.add(
          "cannot clear the locks of removed runs: "
              + DiskProblem.told(Objects.requireNonNull(e.getCause())));
    }
    return new Outcome(removed, problems);
  }

  private boolean hide(KeptRun run) throws IOException {
    RunFolder folder = new RunFolder(project, run.run());
    try (KernelLock lock = new Locks(project).run(run.run())) {
      if (!lock.tryLock() || !look(folder).equals(run)) {
        return false;
      }
      new RunRemoval(project).hide(folder);
      return true;
    }
  }

  private boolean isGone(RunId run) {
    return Files.notExists(new RunFolder(project, run).path(), LinkOption.NOFOLLOW_LINKS);
  }
}
