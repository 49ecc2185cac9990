package dev.pawl.work;

import dev.pawl.backlog.Task;
import dev.pawl.git.WorkTree;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.JobName;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one task, {@code .pawl/runs/RUN/tasks/JOB}:
 *
 * <pre>
 * before.json        where the repository stood, and what differed, before a destructive task;
 *                    goes when what the task has changed is committed
 * after.json         what differed when an attempt of it had ended without that
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
      DurableFiles.makeFolders(path);
      Files.deleteIfExists(result(attempt));
      DurableFiles.replace(prompt(attempt), prompt.getBytes(StandardCharsets.UTF_8));
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
    write(before(), before);
  }

  private Path after() {
    return path.resolve("after.json");
  }

  /** Remembers what an attempt has left. */
  void rememberEnd(WorkTree tree) {
    write(after(), new Before(Optional.empty(), tree));
  }

  /** What an attempt has left was committed. */
  void forget() {
    try {
      Files.deleteIfExists(before());
      Files.deleteIfExists(after());
    } catch (IOException e) {
      throw BrokenFileException.cannot("delete", before(), e);
    }
  }

  /**
   * The newest task of an item and phase in a project that was begun and not brought to a commit.
   */
  static Optional<TaskFolder> unfinished(Path project, Task task) {
    String name = task.item() + "." + task.phase();
    return new Runs(project)
        .list().stream()
            .map(run -> run.path().resolve("tasks"))
            .flatMap(tasks -> named(tasks, name).stream())
            .filter(folder -> Files.exists(folder.before()))
            .findFirst();
  }

  /** Those of one run, the newest first. */
  private static List<TaskFolder> named(Path tasks, String name) {
    List<TaskFolder> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks, name + "*")) {
      for (Path folder : folders) {
        String end = String.valueOf(folder.getFileName()).substring(name.length());
        if (end.isEmpty() || end.matches("\\.[0-9]+")) {
          found.add(new TaskFolder(folder));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalStateException(tasks + " cannot be read", e);
    }
    found.sort(Comparator.comparing((TaskFolder one) -> one.path().toString().length()));
    return found.reversed();
  }

  /**
   * What differs now and is not this task's: what it has left itself counts as its own, as long as
   * nobody has touched it since.
   */
  WorkTree withoutOwn(WorkTree now) {
    Optional<Before> before = remembered();
    if (before.isEmpty()) {
      return now;
    }
    Map<String, String> earlier = before.get().tree().contents();
    Map<String, String> end = read(after()).map(Before::tree).orElse(now).contents();
    Map<String, String> others = new HashMap<>(now.contents());
    now.contents()
        .forEach((path, content) -> {
          if (!earlier.containsKey(path) && content.equals(end.get(path))) {
            others.remove(path);
          }
        });
    return new WorkTree(others);
  }

  private void write(Path file, Before before) {
    JsonWriter out = new JsonWriter(false);
    out.object();
    before.head().ifPresent(head -> out.name("head").value(head));
    out.name("contents").object();
    before.tree().contents().forEach((path, content) -> out.name(path).value(content));
    out.end().end();
    try {
      DurableFiles.makeFolders(path);
      DurableFiles.replace(file, Arrays.copyOf(out.array(), out.size()));
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }

  /** What was remembered. */
  Optional<Before> remembered() {
    return read(before());
  }

  private static Optional<Before> read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonObject json = Json.object(bytes, 0, bytes.length);
      return Optional.of(
          new Before(json.optionalText("head"), new WorkTree(json.object("contents").texts())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", file, e);
    }
  }
}
