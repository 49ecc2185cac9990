package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.Inbox.Intake;
import dev.pawl.posix.DurableFiles;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** BACKLOG_INBOX.yaml on the disk. */
public final class InboxFile {
  private InboxFile() {}

  /** Takes what can be taken from an inbox; none is an empty one. Changes nothing yet. */
  public static Intake take(
      Path file, String name, Backlog backlog, WorkSettings settings, Instant now) {
    if (Files.notExists(file)) {
      return Inbox.take(name, "", backlog, settings, now);
    }
    Problems problems = new Problems(name);
    return text(file, problems)
        .map(text -> Inbox.take(name, text, backlog, settings, now))
        .orElseGet(() -> new Intake(backlog, List.of(), "", "", problems.sorted()));
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      return FileText.load(file, "", problems);
    } catch (UncheckedIOException e) {
      problems.add(0, 0, "cannot be read: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  /**
   * Takes out of the inbox what the backlog has been saved with.
   *
   * @return false when somebody has changed it since: the next taking takes it out
   */
  public static boolean leave(Path file, Intake intake) throws IOException {
    if (intake.text().equals(intake.found())) {
      return true;
    }
    return Files.exists(file)
        && DurableFiles.replace(file, bytes(intake.found()), bytes(intake.text()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
