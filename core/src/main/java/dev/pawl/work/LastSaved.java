package dev.pawl.work;

import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.git.Ancestry;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.line.BrokenFileException;
import dev.pawl.posix.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run has saved last, kept as {@code .pawl/BACKLOG.kept} while the file itself is gone or
 * cannot be read. Who gets it back from git has the one of the last commit, and what was saved
 * since is in no commit. The first line is where HEAD was, the rest the file:
 *
 * <pre>
 * 1f0c9d27c3d2a6d6f3b0a1d0b7c64bb0f0f3a9d1
 * schema_version: 4
 * ...
 * </pre>
 */
final class LastSaved {
  private final Path file;
  private final Path copy;
  private final Git git;

  LastSaved(Path project, Git git) {
    this.file = project.resolve(BacklogFile.NAME);
    this.copy = project.resolve(".pawl").resolve("BACKLOG.kept");
    this.git = git;
  }

  /** Keeps it, once. Without a commit, or an answer of git, there is nothing to get back. */
  void keep(byte[] saved) throws IOException, InterruptedException {
    if (Files.exists(copy)) {
      return;
    }
    try {
      Optional<String> head = git.head();
      if (head.isPresent()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((head.get() + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(saved);
        DurableFiles.replace(copy, bytes.toByteArray());
      }
    } catch (GitException e) {
      // The next save that is held asks again.
    }
  }

  void forget() throws IOException {
    Files.deleteIfExists(copy);
  }

  /**
   * Puts the copy in the place of the one that HEAD has, where the file is that to the byte:
   * nothing is lost by it. One that a person has mended stays as it is, and so does one of a time
   * before.
   */
  void bringBack(Consumer<String> notice) {
    try {
      byte[] kept = Files.readAllBytes(copy);
      byte[] found = Files.readAllBytes(file);
      int line = 0;
      while (line < kept.length && kept[line] != '\n') {
        line++;
      }
      String head = new String(kept, 0, line, StandardCharsets.UTF_8);
      byte[] saved = Arrays.copyOfRange(kept, Math.min(line + 1, kept.length), kept.length);
      if (isCommitted(head)
          && !Arrays.equals(found, saved)
          && DurableFiles.replace(file, found, saved)) {
        notice.accept(BacklogFile.NAME + " is as it was saved last, not as it was committed");
      }
      forget();
    } catch (NoSuchFileException e) {
      // Nothing was kept, which is the rule.
    } catch (IOException e) {
      throw BrokenFileException.cannot("bring back", file, e);
    } catch (GitException e) {
      notice.accept(BacklogFile.NAME + " stays as it is: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether HEAD has it so, and has not been taken back since. */
  private boolean isCommitted(String head) throws GitException, InterruptedException {
    List<String> name = List.of(git.path(BacklogFile.NAME));
    return !git.differs(name)
        && git.ignored(name).isEmpty()
        && git.ancestry(head) == Ancestry.ANCESTOR;
  }
}
