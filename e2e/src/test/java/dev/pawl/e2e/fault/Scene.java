package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A project, one command in it that meets a fault, and what must hold from then on. */
abstract class Scene {
  static final String LIST_JOBS = "jobs --all --format json";
  static final String LIST_STEPS = "state --format json";
  static final String LIST_ITEMS = "backlog list --format json";
  static final String STATUS = "status";

  private static final int LONGEST_LINE = 600;

  private final Path folder;
  private final Project project;
  private final Map<String, String> seen = new HashMap<>();

  /** A project in a folder of its own. */
  Scene(Path folder, Project project) {
    this.folder = folder;
    this.project = project;
  }

  final Path folder() {
    return folder;
  }

  final Project project() {
    return project;
  }

  /** What is asked for. */
  abstract String[] command();

  /** Pawl's own files in the project, as far as their names are known before a run. */
  List<Path> files(long pid) throws IOException {
    return OwnFiles.of(project, pid, List.of());
  }

  /** Pawl's own files that belong to a run. */
  List<Path> runFiles(Path run, long pid) {
    return OwnFiles.of(run, pid, List.of());
  }

  /** The commands that look. */
  List<String> looks() {
    return List.of(LIST_JOBS, LIST_STEPS);
  }

  /** What the looks tell is held against what has happened. */
  abstract void judge(Program.Result harmed) throws Exception;

  /** A second start ends well and does what is missing, a third one does nothing. */
  abstract void goOn(Program.Result harmed) throws Exception;

  /** All that must hold after the command has ended so. */
  final void examine(Harm harm, Program.Result harmed) throws Exception {
    assertEnded(harm, harmed);
    Eventually.holds(
        () -> "something lives on", () -> Live.marked(project.folder().toString()).isEmpty());
    for (String look : looks()) {
      assertFalse(look(look).isEmpty(), look);
    }
    judge(harmed);
    goOn(harmed);
  }

  private static void assertEnded(Harm harm, Program.Result result) {
    assertPlain(result);
    switch (harm) {
      case KILLED -> assertEquals(137, result.exit(), result.told());
      case SHORT -> assertEquals(0, result.exit(), result.told());
      default -> {
        assertTrue(List.of(0, 1, 2, 3, 70).contains(result.exit()), result.told());
        assertTrue(result.exit() == 0 || !result.err().isBlank(), result.told());
      }
    }
  }

  /** What it says is for people: whole sentences, each in a line. */
  static void assertPlain(Program.Result result) {
    for (String line : result.err().lines().toList()) {
      boolean plain =
          !line.startsWith("\tat ")
              && !line.contains("Exception")
              && !line.contains("internal error")
              && !line.contains("(-v shows where)")
              && line.length() <= LONGEST_LINE;
      assertTrue(plain, result.told());
    }
  }

  /** What a command shows that only looks; asked once for each state of the project. */
  final String look(String command) throws Exception {
    if (!seen.containsKey(command)) {
      Program.Result result = project.pawl(command.split(" "));
      assertEquals(0, result.exit(), command + ": " + result.told());
      assertPlain(result);
      seen.put(command, result.out());
    }
    return seen.get(command);
  }

  /** A command that must go well. */
  final Program.Result pawl(String... arguments) throws Exception {
    seen.clear();
    Program.Result result = project.pawl(arguments);
    assertEquals(0, result.exit(), String.join(" ", arguments) + ": " + result.told());
    assertPlain(result);
    return result;
  }

  /** All runs, as they are listed. */
  @SuppressWarnings("unchecked")
  final List<Map<String, Object>> runs() throws Exception {
    return (List<Map<String, Object>>) Json.parse(look(LIST_JOBS));
  }

  /** The jobs of a listed run that have that status. */
  @SuppressWarnings("unchecked")
  static TreeSet<String> jobs(Map<String, Object> run, String status) {
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, Object> job : (List<Map<String, Object>>) run.get("jobs")) {
      if (status.equals(job.get("status"))) {
        names.add(job.get("name").toString());
      }
    }
    return names;
  }

  /** Nobody works any more, so nothing may be shown as going on. */
  static void assertAtRest(List<Map<String, Object>> runs) {
    for (Map<String, Object> run : runs) {
      assertFalse("running".equals(run.get("status")), run::toString);
      assertTrue(jobs(run, "running").isEmpty(), run::toString);
      assertTrue(jobs(run, "pending").isEmpty(), run::toString);
    }
  }

  /** The steps that are complete and valid, by the names of their jobs. */
  @SuppressWarnings("unchecked")
  final TreeSet<String> validSteps() throws Exception {
    Object all = Json.parse(look(LIST_STEPS));
    TreeSet<String> valid = new TreeSet<>();
    for (Map<String, Object> step : (List<Map<String, Object>>) all) {
      if (Boolean.TRUE.equals(step.get("complete")) && Boolean.TRUE.equals(step.get("valid"))) {
        valid.add(step.get("step").toString().replaceFirst(".*/", ""));
      }
    }
    return valid;
  }
}
