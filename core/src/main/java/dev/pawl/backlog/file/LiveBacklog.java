package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.posix.DurableFiles;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * BACKLOG.yaml while a run works with it and a person may edit it. Each save looks at the file
 * first: what a person has changed since is taken over field by field, or refused and named, never
 * overwritten in silence. One thread, which holds the lock of the backlog while it saves.
 */
public final class LiveBacklog {
  private static final int TRIES = 5;

  private final Path file;
  private final String name;
  private final WorkSettings settings;
  private final Versions saved;

  /** As a person has left it last: all of it that is not the run's own words. */
  private BacklogDocument read;

  private BacklogDocument document;
  private Written written;

  /** What came of a save. */
  public sealed interface Saving {
    /**
     * The file says what the backlog is.
     *
     * @param backlog with what a person has changed: what the run goes on with
     * @param notices what of a person's edits was refused
     */
    record Saved(Backlog backlog, List<Problem> notices) implements Saving {
      public Saved {
        notices = List.copyOf(notices);
      }
    }

    /**
     * Nothing was written, because the file cannot be read as a person has left it. What the run
     * has stays in memory, and is to be saved again.
     */
    record Held(List<Problem> problems) implements Saving {
      public Held {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Begins with what the file holds, all of which has been checked. Writes nothing.
   *
   * @param name used in messages
   */
  public LiveBacklog(Path file, String name, WorkSettings settings, BacklogDocument document) {
    this.file = file;
    this.name = name;
    this.settings = settings;
    this.read = document;
    this.document = document;
    this.written = Written.of(document);
    this.saved = new Versions(document.backlog());
  }

  /** What was saved last, or found. */
  public Backlog backlog() {
    return document.backlog();
  }

  /**
   * Saves a backlog, if it differs from what the file says; also takes over edits by hand when the
   * run itself has changed nothing. One write, durable when it returns.
   *
   * @throws IOException when the file could not be written; it is the old one then
   */
  public Saving save(Backlog ours) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Problems problems = new Problems(name);
      boolean same = isAsWritten();
      Optional<byte[]> found = same ? Optional.of(written.bytes()) : load(problems);
      if (found.isEmpty()) {
        return new Saving.Held(problems.sorted());
      }
      Reading reading = same ? Reading.of(base(ours)) : read(found.get());
      if (!reading.problems().isEmpty()) {
        return new Saving.Held(reading.problems());
      }
      BacklogDocument theirs = reading.document().orElse(document);
      Merged merged =
          same
              ? new Merged(ours, theirs, List.of())
              : HandEdits.merge(saved, ours, theirs, settings.prefix());
      if (write(merged, found.get())) {
        if (theirs.isOld()) {
          read = document;
        } else if (!same) {
          read = merged.theirs();
        }
        return new Saving.Saved(merged.backlog(), merged.notices());
      }
    }
    throw new IOException(name + " changes faster than it can be saved");
  }

  /**
   * What the text of a backlog is made from while nobody else writes. An item that comes back,
   * because what it left for could not be committed, gets its old place and words again: since that
   * reading there are no others than the run's own.
   */
  private BacklogDocument base(Backlog ours) {
    Backlog now = document.backlog();
    boolean back =
        ours.ids().stream()
            .anyMatch(id -> now.find(id).isEmpty() && read.backlog().find(id).isPresent());
    return back ? read : document;
  }

  /** The bytes of what was saved last, or found. */
  public byte[] bytes() {
    return written.bytes().clone();
  }

  /** Whether a save would find the file in order; false while it would be {@link Saving.Held}. */
  public boolean isReadable() {
    return isAsWritten()
        || load(new Problems(name)).map(found -> read(found).problems().isEmpty()).orElse(false);
  }

  /** A disk that refuses may not do so the next time. */
  private Optional<byte[]> load(Problems problems) {
    try {
      return BacklogFile.loadAgain(file, problems);
    } catch (UncheckedIOException e) {
      problems.add(0, 0, "cannot be read: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  /** A file that cannot be read is none that is known. */
  private boolean isAsWritten() {
    try {
      return DurableFiles.holds(file, written.bytes());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean write(Merged merged, byte[] before) throws IOException {
    BacklogDocument next = merged.theirs().with(merged.backlog());
    Written after = written.next(next);
    if (merged.theirs().isOld()) {
      BacklogFile.keep(file, before);
    }
    if (!Arrays.equals(before, after.bytes())
        && !DurableFiles.replace(file, before, after.bytes())) {
      return false;
    }
    document = next;
    written = after;
    saved.add(merged.backlog());
    return true;
  }

  /** A file that somebody else has written. */
  private Reading read(byte[] found) {
    Problems problems = new Problems(name);
    Optional<String> text = FileText.decode(found, problems);
    if (text.isEmpty()) {
      return new Reading(Optional.empty(), problems.sorted());
    }
    return switch (BacklogReader.read(name, text.get(), settings.prefix())) {
      case BacklogResult.Refused(List<Problem> refused) -> new Reading(Optional.empty(), refused);
      case BacklogResult.Read(BacklogDocument theirs) ->
          new Reading(Optional.of(theirs), theirs.check(settings));
    };
  }

  private record Reading(Optional<BacklogDocument> document, List<Problem> problems) {
    static Reading of(BacklogDocument document) {
      return new Reading(Optional.of(document), List.of());
    }
  }
}
