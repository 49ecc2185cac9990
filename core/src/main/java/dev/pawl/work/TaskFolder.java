package dev.pawl.work;

import dev.pawl.git.WorkTree;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.JobName;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The files of one task, {@code .pawl/runs/RUN/tasks/JOB}:
 *
 * <pre>
 * before.json        where the repository stood, and what differed, before a destructive task
 * prompt.2.md        what the agent was told in its second attempt
 * result.2.json      what it answered
 * </pre>
 */
record TaskFolder(Path path) {
  static TaskFolder of(RunFolder run, JobName job) {
    return new TaskFolder(run.task(job));
  }

  Path prompt(int attempt) {
    return path.resolve("prompt." + attempt + ".md");
  }

  Path result(int attempt) {
    return path.resolve("result." + attempt + ".json");
  }

  /** Writes a prompt; an answer that lies about is from before, and goes. */
  void begin(int attempt, String prompt) {
    try {
      Files.createDirectories(path);
      Files.deleteIfExists(result(attempt));
      Files.writeString(prompt(attempt), prompt);
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", prompt(attempt), e);
    }
  }

  /** Where the repository stood before a destructive task. */
  record Before(Optional<String> head, WorkTree tree) {}

  private Path before() {
    return path.resolve("before.json");
  }

  /** Remembers that, once: later attempts find what earlier ones have left. */
  void remember(Before before) {
    JsonWriter out = new JsonWriter(false);
    out.object();
    before.head().ifPresent(head -> out.name("head").value(head));
    out.name("contents").object();
    before.tree().contents().forEach((path, content) -> out.name(path).value(content));
    out.end().end();
    try {
      Files.createDirectories(path);
      DurableFiles.replace(before(), Arrays.copyOf(out.array(), out.size()));
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", before(), e);
    }
  }

  /** What was remembered. */
  Optional<Before> remembered() {
    try {
      byte[] bytes = Files.readAllBytes(before());
      JsonObject json = Json.object(bytes, 0, bytes.length);
      return Optional.of(
          new Before(json.optionalText("head"), new WorkTree(json.object("contents").texts())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", before(), e);
    }
  }
}
