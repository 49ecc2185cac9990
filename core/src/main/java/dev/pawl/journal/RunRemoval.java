package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.model.RunId;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes run folders away. A folder is first renamed to what is not the name of a run:
 *
 * <pre>
 * .pawl/runs/20261120-154741-7f3a  ->  .pawl/runs/.20261120-154741-7f3a.gone
 * </pre>
 *
 * and deleted after that, so that nobody ever finds half a run. What a crash leaves in between goes
 * with the next call of {@link #delete}. Symbolic links are deleted, never followed.
 *
 * @param project the folder that holds {@code .pawl}
 */
public record RunRemoval(Path project) {
  private static final String GONE = ".gone";

  /**
   * Renames the folder of a run; whoever calls this holds the lock of the run.
   *
   * @throws IOException if it cannot be renamed; the run is then as it was
   */
  public void hide(RunFolder folder) throws IOException {
    Path hidden = folder.path().resolveSibling("." + folder.run() + GONE);
    Files.move(folder.path(), hidden, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the folder of a run away of which nothing has happened, if that can be done. */
  public void forget(RunFolder folder) {
    try {
      hide(folder);
      delete();
    } catch (IOException e) {
      // pruning does it
    }
  }

  /**
   * Deletes all that was hidden, by this process or one before. The new names are forced to the
   * disk first: after a power loss no run comes back with a part of its files.
   *
   * @return a line for each that could not be deleted
   */
  public List<String> delete() {
    List<String> problems = new ArrayList<>();
    Path runs = project.resolve(RunFolder.RUNTIME).resolve(RunFolder.RUNS);
    try {
      List<Path> hidden = hidden(runs);
      if (!hidden.isEmpty()) {
        DurableFiles.syncFolder(runs);
      }
      for (Path folder : hidden) {
        delete(folder, problems);
      }
    } catch (IOException e) {
      problems.add(problem("clear", runs, e));
    }
    return problems;
  }

  private static void delete(Path folder, List<String> problems) {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      problems.add(problem("remove", folder, e));
    }
  }

  private static String problem(String verb, Path folder, IOException cause) {
    return String.valueOf(BrokenFileException.cannot(verb, folder, cause).getMessage());
  }

  private static List<Path> hidden(Path runs) throws IOException {
    List<Path> hidden = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(runs, ".*" + GONE)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (RunId.isRunId(name.substring(1, name.length() - GONE.length()))) {
          hidden.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return hidden;
  }

  /** Deletes a tree from its leaves; a symbolic link is a leaf. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
