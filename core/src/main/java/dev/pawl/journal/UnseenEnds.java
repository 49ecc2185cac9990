package dev.pawl.journal;

import dev.pawl.model.RunId;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The runs that have ended without anybody looking: an empty file each, {@code .pawl/ended/RUN}.
 * Whoever takes one tells of it; it is gone then, so each is told once.
 *
 * @param project the folder that holds {@code .pawl}
 */
public record UnseenEnds(Path project) {
  private Path folder() {
    return project.resolve(RunFolder.RUNTIME).resolve("ended");
  }

  /** Remembers that a run has ended. */
  public void add(RunId run) throws IOException {
    try {
      DurableFiles.makeFolders(folder(), DurableFiles.OWNER_ONLY);
      Files.createFile(folder().resolve(run.value()));
    } catch (FileAlreadyExistsException e) {
      // It is remembered already.
    }
  }

  /** Those that nobody else has taken, oldest first. What cannot be read is left for later. */
  public List<RunId> take() {
    List<RunId> taken = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder())) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (RunId.isRunId(name) && Files.deleteIfExists(file)) {
          taken.add(new RunId(name));
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      return taken;
    }
    Collections.sort(taken);
    return taken;
  }
}
