package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.Job;
import dev.pawl.model.Occasion;
import dev.pawl.model.RunId;
import dev.pawl.model.Script;
import dev.pawl.model.Secrets;
import dev.pawl.process.Environment;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a job finds around it: folder, shell and variables.
 *
 * <p>Variables, lowest to highest: caller, workflow, defaults, job, {@code --env}, PAWL_*. All but
 * the job's own are one block that every spawn of the run shares.
 */
final class Surroundings {
  private static final String OWN = "PAWL_";

  private final RunRequest request;
  private final RunId run;
  private final RunFolder folder;
  private final Environment shared;
  private final Map<String, Path> dirs = new ConcurrentHashMap<>();

  Surroundings(RunRequest request, RunId run, RunFolder folder) {
    this.request = request;
    this.run = run;
    this.folder = folder;
    Map<String, String> variables = new LinkedHashMap<>(request.workflow().env());
    variables.putAll(request.env());
    variables.put("PAWL_PROJECT", request.folder().toString());
    variables.put("PAWL_WORKFLOW", request.workflow().name().value());
    variables.put("PAWL_RUN", run.value());
    this.shared = Environment.inherited().with(variables);
  }

  /** The scope of an attempt, or of a question asked about a job. */
  Scope scope(Job job, String part) {
    return new Scope(run.value() + ":" + job.name().value() + ":" + part);
  }

  /** The scope of a notice; no job's name begins with '@'. */
  Scope scope(Occasion notice) {
    return new Scope(run.value() + ":@" + notice.wire() + ":1");
  }

  /** An attempt of a job; the command must exist on this platform. */
  Program attempt(Job job, String text, int attempt) {
    Map<String, String> variables = own(job);
    variables.put("PAWL_ATTEMPT", Integer.toString(attempt));
    variables.put("PAWL_PROGRESS", folder.progressFile(job.name(), attempt).toString());
    return shell(job, text, variables);
  }

  /**
   * An attempt of a task: what starts its agent, and what that is told besides.
   *
   * @param told variables of Pawl's own and of the agent
   */
  Program task(Job job, String text, int attempt, Map<String, String> told) {
    Map<String, String> variables = own(job);
    variables.put("PAWL_ATTEMPT", Integer.toString(attempt));
    variables.put("PAWL_PROGRESS", folder.progressFile(job.name(), attempt).toString());
    variables.putAll(told);
    return shell(job, text, variables);
  }

  /**
   * One item on its way to a process.
   *
   * @param text of the item, exactly
   * @param place in the list, from 1
   * @param attempt from 1
   */
  record Turn(String text, int place, int attempt) {}

  /**
   * An attempt of an item. The progress of the loop is how many items are completed, so what an
   * item tells of its own goes nowhere.
   */
  Program item(Job job, String command, Turn turn) {
    Map<String, String> variables = own(job);
    variables.put("PAWL_ATTEMPT", Integer.toString(turn.attempt()));
    variables.put("PAWL_PROGRESS", "/dev/null");
    variables.put("ITEM", turn.text());
    variables.put("INDEX", Integer.toString(turn.place()));
    return shell(job, command, variables);
  }

  /** A notice of the workflow: in the project's folder, with the facts of the run. */
  Program notice(String text, Map<String, String> facts) {
    List<String> argv = new ArrayList<>(Script.DEFAULT_SHELL);
    argv.add(text);
    Environment around = shared;
    for (String name : List.of("PAWL_JOB", "PAWL_ATTEMPT", "PAWL_PROGRESS")) {
      around = around.without(name); // those of a job that this pawl runs in
    }
    return new Program(argv, around, facts, request.folder());
  }

  /** A question about a job, asked with its variables, shell and folder. */
  Program question(Job job, String text) {
    return shell(job, text, own(job));
  }

  /** A program started beside a job, in its folder and with its variables. */
  Program beside(Job job, List<String> argv) {
    return new Program(argv, shared, own(job), dir(job));
  }

  /** The folder in which a job works. */
  Path dir(Job job) {
    String dir = job.script().dir();
    Path known = dirs.get(dir);
    if (known == null) {
      known = request.folder().resolve(dir).normalize();
      dirs.put(dir, known);
    }
    return known;
  }

  /** The value of a variable as a job sees it; "" when it is not set. */
  String variable(Job job, String name) {
    String own = own(job).get(name);
    String value = own == null ? shared.get(name) : own;
    return value == null ? "" : value;
  }

  /** The secrets among all variables of this run. */
  Secrets secrets() {
    List<Map<String, String>> environments = new ArrayList<>();
    environments.add(shared.toMap());
    request
        .work()
        .ifPresent(work ->
            work.settings().agents().values().forEach(agent -> environments.add(agent.env())));
    return Secrets.of(request.workflow(), environments);
  }

  private Program shell(Job job, String text, Map<String, String> variables) {
    List<String> argv = new ArrayList<>(job.script().shell());
    argv.add(text);
    return new Program(argv, shared, variables, dir(job));
  }

  private Map<String, String> own(Job job) {
    Map<String, String> variables = new HashMap<>();
    if (!job.script().env().isEmpty()) {
      variables.putAll(job.script().env());
      variables.keySet().removeAll(request.env().keySet());
      variables.keySet().removeIf(name -> name.startsWith(OWN));
    }
    variables.put("PAWL_JOB", job.name().value());
    return variables;
  }
}
