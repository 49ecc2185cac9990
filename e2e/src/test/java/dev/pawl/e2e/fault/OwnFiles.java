package dev.pawl.e2e.fault;

import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names of all files that a process of Pawl makes or reads, whether they are there or not. */
final class OwnFiles {
  /** So many times a process replaces a file. */
  private static final int REPLACEMENTS = 12;

  private final long pid;
  private final Set<Path> files = new LinkedHashSet<>();

  private OwnFiles(long pid) {
    this.pid = pid;
  }

  /** Those of a project that have their names before a run begins; also all of earlier runs. */
  static List<Path> of(Project project, long pid, List<String> loops) throws IOException {
    OwnFiles own = new OwnFiles(pid);
    own.files.add(project.folder());
    own.replaced(project.path("pawl.yml"));
    own.replaced(project.path("BACKLOG.yaml"));
    own.replaced(project.path("BACKLOG_INBOX.yaml"));
    own.files.add(project.path("worklog"));
    own.replaced(project.path("worklog/" + YearMonth.now(ZoneOffset.UTC) + ".md"));
    Path pawl = project.path(".pawl");
    for (String folder : List.of("", "runs", "locks", "items", "ended", "backlog")) {
      own.files.add(pawl.resolve(folder));
    }
    for (String lock : List.of("drive", "backlog", "ledger", "prune")) {
      own.files.add(pawl.resolve("locks").resolve(lock));
    }
    own.lines(pawl.resolve("state.jsonl"));
    for (String loop : loops) {
      own.lines(pawl.resolve("items").resolve(loop + ".jsonl"));
    }
    own.files.add(pawl.resolve("pruned"));
    own.files.add(pawl.resolve("hashes"));
    for (int number = 1; number <= REPLACEMENTS; number++) {
      own.files.add(pawl.resolve("hashes." + pid + "-" + number + ".tmp"));
    }
    if (Files.exists(pawl)) {
      try (Stream<Path> there = Files.walk(pawl)) {
        there.forEach(own.files::add);
      }
    }
    return List.copyOf(own.files);
  }

  /** Those of a run with some jobs, or tasks of items. */
  static List<Path> of(Path run, long pid, List<String> jobs) {
    OwnFiles own = new OwnFiles(pid);
    Path pawl = run.getParent().getParent();
    own.files.add(run);
    own.lines(run.resolve("journal.jsonl"));
    own.replaced(run.resolve("plan.json"));
    own.files.add(run.resolve("logs"));
    own.files.add(run.resolve("control"));
    own.files.add(pawl.resolve("locks/run-" + run.getFileName()));
    for (String job : jobs) {
      for (String attempt : List.of(job, job + "@2")) {
        for (String end : List.of("log", "progress", "exit")) {
          own.files.add(run.resolve("logs/" + attempt + "." + end));
        }
      }
      own.task(run.resolve("tasks").resolve(job));
      String item = job.contains(".") ? job.substring(0, job.indexOf('.')) : job;
      own.files.add(pawl.resolve("backlog").resolve(item));
      own.replaced(
          pawl.resolve("backlog").resolve(item).resolve(run.getFileName() + "_" + job + ".json"));
    }
    return List.copyOf(own.files);
  }

  private void task(Path task) {
    files.add(task);
    replaced(task.resolve("before.json"));
    replaced(task.resolve("after.json"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      files.add(task.resolve("prompt." + attempt + ".md"));
      files.add(task.resolve("result." + attempt + ".json"));
    }
  }

  /** A file of lines, what replaces it, and what is cut off it. */
  private void lines(Path file) {
    files.add(file.getParent());
    files.add(file);
    files.add(Path.of(file + ".new"));
    files.add(Path.of(file + ".torn"));
  }

  /** A file that is replaced whole. */
  private void replaced(Path file) {
    files.add(file);
    for (int number = 1; number <= REPLACEMENTS; number++) {
      files.add(file.resolveSibling("." + file.getFileName() + "." + pid + "-" + number + ".tmp"));
    }
  }
}
