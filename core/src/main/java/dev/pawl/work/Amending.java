package dev.pawl.work;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.line.BrokenFileException;
import dev.pawl.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change that a person asks for while no run works at the backlog. Whoever calls holds the locks
 * of the backlog from the reading on, and of driving while it saves. Nothing is committed.
 */
public final class Amending {
  private static final int FIRST = 1;

  private final Path project;
  private final WorkSettings settings;
  private final BacklogDocument document;

  private Amending(Path project, WorkSettings settings, BacklogDocument document) {
    this.project = project;
    this.settings = settings;
    this.document = document;
  }

  /** What a look at the file has found. */
  public sealed interface Reading {
    /** It can be changed. */
    record Readable(Amending amending) implements Reading {}

    /** It cannot be read. */
    record Unreadable(List<Problem> problems) implements Reading {
      public Unreadable {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads the file.
   *
   * @param name used in messages
   */
  public static Reading read(Path project, String name, WorkSettings settings) {
    Path file = project.resolve(BacklogFile.NAME);
    return switch (BacklogFile.read(file, name, settings.prefix())) {
      case BacklogResult.Refused(List<Problem> problems) -> new Reading.Unreadable(problems);
      case BacklogResult.Read(BacklogDocument document) ->
          new Reading.Readable(new Amending(project, settings, document));
    };
  }

  /**
   * Decides a change; nothing is saved yet.
   *
   * @param taken numbers up to this one were given to items that are not in the file yet
   */
  public BacklogChange.Answer decide(BacklogChange change, int taken, Instant at) {
    Backlog backlog = document.backlog().taken(taken);
    return new Changing(settings, backlog, FIRST, at).decide(change);
  }

  /**
   * Why nobody would ever begin what is asked for: it needs an item that was closed and has left
   * the file since. What is still in the file tells that itself. Empty when there is no such need.
   *
   * @throws BrokenFileException if the worklog cannot be read
   */
  public Optional<String> hopeless(BacklogChange change) {
    Worklog worklog = new Worklog(project);
    return needs(change).stream()
        .filter(id -> document.backlog().find(id).isEmpty())
        .filter(worklog::hasClosed)
        .findFirst()
        .map(id -> id + " was closed and will not be done");
  }

  private static List<ItemId> needs(BacklogChange change) {
    return switch (change) {
      case BacklogChange.Add c -> c.item().dependencies();
      case BacklogChange.Edit c -> c.dependencies().orElse(List.of());
      case BacklogChange.Block _,
          BacklogChange.Unblock _,
          BacklogChange.Approve _,
          BacklogChange.Advance _,
          BacklogChange.Complete _,
          BacklogChange.Close _ ->
          List.of();
    };
  }

  /**
   * Saves a change, as a run does: what it brings to an end is in the worklog before it leaves the
   * file. What one that was killed has left beside the file goes.
   *
   * @return false when somebody has edited the file since it was read: it is to be read again
   * @throws BrokenFileException if the disk fails; the file is the old one then
   */
  public boolean save(Transition transition) {
    Path file = project.resolve(BacklogFile.NAME);
    FileBooks.sweep(project);
    new Worklog(project).add(transition);
    try {
      return BacklogFile.save(file, document, transition.applyTo(document.backlog())).isPresent();
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }
}
