package dev.pawl.content;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The contents of one project. May be used by several platform threads at once; never by virtual
 * ones, which would be pinned.
 */
public interface Contents {
  /**
   * The contents of a project, with what {@code .pawl/hashes} remembers. Changes no byte.
   *
   * @param clock the wall clock, against which the ages of files are judged
   */
  static Contents open(Path project, InstantSource clock) {
    return ProjectContents.open(project, new HashCache(project, clock), clock);
  }

  /**
   * The same, but every file is read at least once, however unchanged it looks: what {@code
   * .pawl/hashes} remembers is used to name differences only.
   */
  static Contents rehashing(Path project, InstantSource clock) {
    return ProjectContents.open(project, HashCache.distrusting(project, clock), clock);
  }

  /** The content as it is now; see {@link #look(ContentReference, List)}. */
  default Content look(ContentReference reference) throws UnreadableContentException {
    return look(reference, List.of());
  }

  /**
   * The content as it is now, without the paths that match a glob (or lie in a folder that does):
   * the own outputs of a job are not its inputs. Many files are read in parallel.
   *
   * @param except globs over paths relative to the project
   * @throws UnreadableContentException if something that counts is there and cannot be read, or
   *     changes all the time
   */
  Content look(ContentReference reference, List<String> except) throws UnreadableContentException;

  /**
   * The first path that differs from an earlier content, in words: "a/b.txt changed", "a/b.txt
   * removed", "c.txt added", "run.sh is executable now". Empty if nothing does, or if the earlier
   * content is not remembered.
   */
  Optional<String> difference(String oldHash, Content now);

  /** Notes from now on which files are looked at, for {@link #remember}. */
  void takeNotes();

  /** Forgets the notes: what was found is not worth being remembered. */
  void dropNotes();

  /**
   * Remembers, once it is saved, what was found, for {@link Finding#recall}: in the place of what
   * was found before under that topic. Does nothing when it rests on more than named files that
   * were looked at since notes are taken, or on one that may change without showing it.
   */
  void remember(String topic, byte[] found);

  /**
   * Writes what was learned to {@code .pawl/hashes}, if there is anything; makes {@code .pawl} if
   * need be. Of several processes that do so at once one wins, and the others hash again.
   */
  void save() throws IOException;
}
