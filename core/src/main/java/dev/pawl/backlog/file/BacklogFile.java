package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.posix.DurableFiles;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * BACKLOG.yaml on the disk. Whoever saves holds the lock of the backlog from the reading on; an
 * editor of a person knows of no lock.
 */
public final class BacklogFile {
  /** Its name, in the folder of the project. */
  public static final String NAME = "BACKLOG.yaml";

  /** From the last commit, also when its removal is staged. */
  private static final String AGAIN = "get it back with 'git checkout HEAD -- " + NAME + "'";

  private static final String FIRST =
      "'pawl init --backlog' writes a first one; if it was deleted, " + AGAIN;

  private BacklogFile() {}

  /**
   * Reads a file; never throws for a user's mistake, and changes nothing.
   *
   * @param name used in messages
   * @param prefix of the names that items get which the file does not name
   */
  public static BacklogResult read(Path file, String name, String prefix) {
    Problems problems = new Problems(name);
    Optional<String> text = FileText.load(file, FIRST, problems);
    return text.map(found -> BacklogReader.read(name, found, prefix))
        .orElseGet(() -> new BacklogResult.Refused(problems.sorted()));
  }

  /**
   * Saves what the items are now, if that differs: durable when it returns, and the old file after
   * any failure before. Of a file in an old form a copy is kept beside it, {@code BACKLOG.yaml.v3}.
   *
   * @param read what the file holds
   * @return what it holds now; empty when somebody has changed it since it was read
   */
  public static Optional<BacklogDocument> save(Path file, BacklogDocument read, Backlog next)
      throws IOException {
    BacklogDocument document = read.with(next);
    byte[] before = bytes(read);
    byte[] after = bytes(document);
    if (Arrays.equals(before, after)) {
      return Optional.of(document);
    }
    if (read.isOld()) {
      keep(file, before);
    }
    return DurableFiles.replace(file, before, after) ? Optional.of(document) : Optional.empty();
  }

  static byte[] bytes(BacklogDocument document) {
    return document.text().getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of a file that was there before: a first one in its place would lose the items. */
  static Optional<byte[]> loadAgain(Path file, Problems problems) {
    return FileText.bytes(file, AGAIN, problems);
  }

  /** Keeps the old form, under a name that nothing else has. */
  static void keep(Path file, byte[] bytes) throws IOException {
    int number = 1;
    Path copy = copy(file, number);
    while (Files.exists(copy) && !Arrays.equals(bytes, Files.readAllBytes(copy))) {
      number++;
      copy = copy(file, number);
    }
    if (!Files.exists(copy)) {
      DurableFiles.replace(copy, bytes);
    }
  }

  private static Path copy(Path file, int number) {
    String end = ".v" + Schema.THREE.version() + (number == 1 ? "" : "." + number);
    return file.resolveSibling(file.getFileName() + end);
  }
}
