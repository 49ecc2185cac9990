package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.model.RunId;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The runs of a project. What is below {@code .pawl/runs} and has not the name of a run is not
 * Pawl's and is passed over.
 *
 * @param project the folder that holds {@code .pawl}; the latter may be missing
 */
public record Runs(Path project) {
  /**
   * Makes the folder of a new run, and all above it, for the owner only (0700). Its name is on the
   * disk when this returns; its plan is written next, then its journal begins.
   *
   * @return empty if there is a run of that id: draw another one
   * @throws BrokenFileException if the folder cannot be made
   */
  public Optional<RunFolder> create(RunId run) {
    RunFolder folder = new RunFolder(project, run);
    Path current = project;
    try {
      makeFolders(current = project.resolve(RunFolder.RUNTIME));
      makeFolders(current = current.resolve(RunFolder.RUNS));
      if (!makeFolder(current = folder.path())) {
        return Optional.empty();
      }
      makeFolder(current = folder.logs());
      return Optional.of(folder);
    } catch (IOException e) {
      throw BrokenFileException.cannot("create the folder", current, e);
    }
  }

  /** The same with an id that is free, drawn by the time. */
  public RunFolder createNew(InstantSource clock) {
    while (true) {
      Instant now = clock.instant();
      Optional<RunFolder> folder = create(RunId.of(now, fraction(now)));
      if (folder.isPresent()) {
        return folder.get();
      }
    }
  }

  /** The fraction of the second in units of 2^-16: runs of one second sort by time as well. */
  private static int fraction(Instant at) {
    return (int) (at.getNano() * (1L << Character.SIZE) / Duration.ofSeconds(1).toNanos());
  }

  /** All runs, newest first; those whose creation was cut off are among them. */
  public List<RunFolder> list() {
    Path runs = project.resolve(RunFolder.RUNTIME).resolve(RunFolder.RUNS);
    List<RunFolder> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(runs)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (RunId.isRunId(name) && Files.isDirectory(entry)) {
          found.add(new RunFolder(project, new RunId(name)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw BrokenFileException.cannot("list", runs, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw BrokenFileException.cannot("list", runs, e);
    }
    found.sort((a, b) -> b.run().compareTo(a.run()));
    return Collections.unmodifiableList(found);
  }

  /** The runs whose id begins with a text, newest first. */
  public List<RunFolder> startingWith(String prefix) {
    return list().stream().filter(run -> run.run().value().startsWith(prefix)).toList();
  }

  /** The newest run. */
  public Optional<RunFolder> last() {
    return list().stream().findFirst();
  }

  private static void makeFolders(Path folder) throws IOException {
    DurableFiles.makeFolders(folder, DurableFiles.OWNER_ONLY);
  }

  private static boolean makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, DurableFiles.OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) {
        return false;
      }
      throw e;
    }
    DurableFiles.syncFolder(FileJournal.folder(folder));
    return true;
  }
}
