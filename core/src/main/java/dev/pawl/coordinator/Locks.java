package dev.pawl.coordinator;

import dev.pawl.model.RunId;
import dev.pawl.posix.DurableFiles;
import dev.pawl.posix.KernelLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The lock files of a project, {@code .pawl/locks}: {@code run-RUN} is held as long as the
 * coordinator of a run lives, {@code drive} as long as one works at the backlog, {@code backlog}
 * from the reading of its file to the saving, {@code prune} while old runs are removed.
 *
 * @param project the folder that holds {@code .pawl}
 */
record Locks(Path project) {
  private static final String RUN = "run-";

  KernelLock run(RunId run) throws IOException {
    return KernelLock.open(folder().resolve(RUN + run));
  }

  KernelLock drive() throws IOException {
    return KernelLock.open(folder().resolve("drive"));
  }

  KernelLock backlog() throws IOException {
    return KernelLock.open(folder().resolve("backlog"));
  }

  KernelLock prune() throws IOException {
    return KernelLock.open(folder().resolve("prune"));
  }

  /**
   * Deletes the lock files of runs that are gone. A run has its folder before its lock, and ids do
   * not come again, so nobody can want such a lock any more; one that is held stays.
   */
  void deleteOf(Predicate<RunId> gone) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), RUN + "*")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName()).substring(RUN.length());
        if (RunId.isRunId(name) && gone.test(new RunId(name))) {
          deleteUnlessHeld(file);
        }
      }
    }
  }

  private static void deleteUnlessHeld(Path file) throws IOException {
    try (KernelLock lock = KernelLock.open(file)) {
      if (lock.tryLock()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path folder() throws IOException {
    Path folder = project.resolve(".pawl").resolve("locks");
    DurableFiles.makeFolders(folder, DurableFiles.OWNER_ONLY);
    return folder;
  }
}
