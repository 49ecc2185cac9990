package dev.pawl.e2e.backlog;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project in a git repository of its own with a backlog and a scripted agent. What the agent does
 * for a phase of an item stands in a file {@code ITEM.PHASE} beside the project, or for its second
 * time in {@code ITEM.PHASE.2}: shell text that may call {@code result VERDICT SUMMARY MORE}.
 * Without one it completes the phase. It keeps each prompt as {@code ITEM.PHASE.N.prompt}.
 */
public final class WorkProject {
  private static final String AGENT =
      """
      k="$PAWL_ITEM.$PAWL_PHASE"
      n=$(($(cat "$ACTS/$k.n" 2>/dev/null || echo 0) + 1)); echo $n >"$ACTS/$k.n"
      cp "$PAWL_PROMPT" "$ACTS/$k.$n.prompt"
      result() {
        printf '{"item_id":"%s","phase":"%s","result":"%s","summary":"%s"%s}' \\
          "$PAWL_ITEM" "$PAWL_PHASE" "$1" "$2" "$3" >"$PAWL_RESULT"
      }
      for act in "$ACTS/$k.$n" "$ACTS/$k" "$ACTS/any"; do
        if test -e "$act"; then . "$act"; exit; fi
      done
      result phase_complete "did $PAWL_PHASE"
      """;

  private final Project project;
  private final Path acts;

  private WorkProject(Project project, Path acts) {
    this.project = project;
    this.acts = acts;
  }

  /** A pipeline {@code feature} of a plan and a destructive build. */
  public static final String TWO_PHASES =
      """
      pipelines:
        feature:
          phases:
            - { name: plan, instructions: phases/plan.md }
            - { name: build, instructions: phases/build.md, destructive: true }
      """;

  /** What an agent does that goes on when the test says so. */
  static final String AWAIT_GO = "while ! test -e \"$ACTS/go\"; do sleep 0.02; done\n";

  /** A pipeline {@code feature} of a plan alone. */
  static final String ONE_PHASE =
      "pipelines: { feature: { phases: [{ name: plan, instructions: phases/plan.md }] } }\n";

  /** An item that nobody has looked at. */
  public static String fresh(String id, String more) {
    return "{ id: %s, title: Title of %s, status: new%s }"
        .formatted(id, id, more.isEmpty() ? "" : ", " + more);
  }

  /** An item in a phase of the work. */
  static String at(String id, String phase, String more) {
    return "{ id: %s, title: Title of %s, status: in_progress, pipeline: feature, phase: %s, pool: main%s }"
        .formatted(id, id, phase, more.isEmpty() ? "" : ", " + more);
  }

  /** Shell text by which an agent leaves an artifact of its item. */
  static String artifact(String name) {
    return "d=\"changes/${PAWL_ITEM}_x\"; mkdir -p \"$d\"; echo text >\"$d/%s\"\n".formatted(name);
  }

  /**
   * A project, all of it committed.
   *
   * @param config pipelines, and whatever else it needs
   * @param items of the backlog, a line each, after {@code items:}
   */
  public static WorkProject in(Path temp, String config, String... items) throws Exception {
    Path acts = Files.createDirectories(temp.resolve("acts"));
    String agents = "agents: { scripted: { command: [sh, agent.sh], env: { ACTS: '%s' } } }\n";
    Project project = Project.in(temp.resolve("project"), agents.formatted(acts) + config);
    WorkProject made = new WorkProject(project, acts);
    Files.createDirectories(project.path("phases"));
    for (String phase : List.of("research", "plan", "build", "review")) {
      project.write("phases/" + phase + ".md", "Do the " + phase + ".\n");
    }
    project.write("agent.sh", AGENT);
    project.write(".gitignore", ".pawl/\n");
    project.write("BACKLOG.yaml", backlog(items));
    made.git("init", "-q", "-b", "main");
    made.git("config", "user.name", "Ada");
    made.git("config", "user.email", "ada@example.org");
    made.git("add", "-A");
    made.git("commit", "-q", "-m", "first");
    return made;
  }

  /** The text of a backlog; without items an empty one. */
  static String backlog(String... items) {
    String list =
        items.length == 0 ? " []\n" : "\n  - " + String.join("\n  - ", List.of(items)) + "\n";
    return "schema_version: 4\nnext_id: 0\nitems:" + list;
  }

  /** An item that goes through {@code feature} and stands before its first phase of the work. */
  public static String ready(String id, String more) {
    return "{ id: %s, title: Title of %s, status: ready, pipeline: feature%s }"
        .formatted(id, id, more.isEmpty() ? "" : ", " + more);
  }

  public Project project() {
    return project;
  }

  /** Says what the agent does. */
  public WorkProject act(String phase, String text) throws IOException {
    Files.writeString(acts.resolve(phase), text);
    return this;
  }

  /** Whether the agent, or a test, has left a note. */
  public boolean noted(String name) {
    return Files.exists(acts.resolve(name));
  }

  /** What the agent was told. */
  String prompt(String phase, int time) throws IOException {
    return Files.readString(acts.resolve(phase + "." + time + ".prompt"));
  }

  /** How often the agent was asked. */
  public int times(String phase) throws IOException {
    Path count = acts.resolve(phase + ".n");
    return Files.exists(count) ? Integer.parseInt(Files.readString(count).strip()) : 0;
  }

  Program.Result work(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("work"));
    all.addAll(List.of(arguments));
    return project.pawl(all.toArray(String[]::new));
  }

  public String backlog() throws IOException {
    return project.read("BACKLOG.yaml");
  }

  /** The subjects of all commits but the first, oldest first. */
  public List<String> commits() throws Exception {
    return git("log", "--reverse", "--format=%s").lines().skip(1).toList();
  }

  /** The files of a commit, for example {@code HEAD~1}. */
  List<String> files(String commit) throws Exception {
    return git("show", "--format=", "--name-only", commit).lines().sorted().toList();
  }

  /** The same with another folder for what the agent does and notes. */
  public static WorkProject of(Project project, Path acts) {
    return new WorkProject(project, acts);
  }

  /** The same repository in another work tree. */
  WorkProject in(Path folder) throws IOException {
    return new WorkProject(new Project(folder.toRealPath()), acts);
  }

  Running launch(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("work"));
    all.addAll(List.of(arguments));
    return project.program().launch(all.toArray(String[]::new));
  }

  /** Leaves a note for the agent. */
  void note(String name) throws IOException {
    Files.writeString(acts.resolve(name), "");
  }

  /** Waits until the agent has left a note. */
  void awaitNote(String name) throws Exception {
    Eventually.holds(() -> "no note '" + name + "'", () -> noted(name));
  }

  /** What the agent has written beside the project. */
  String read(String name) throws IOException {
    Path file = acts.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  boolean has(String name) {
    return project.has(name);
  }

  /** Removes a file or a folder of the project. */
  void delete(String name) throws IOException {
    try (Stream<Path> below = Files.walk(project.path(name))) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Changes the text of the backlog as an editor does. */
  void edit(String old, String now) throws IOException {
    String text = backlog();
    if (!text.contains(old)) {
      throw new AssertionError("no '" + old + "' in " + text);
    }
    project.write("BACKLOG.yaml", text.replace(old, now));
  }

  /** The text of an item in the backlog; "" when it is not there. */
  public String item(String id) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (String line : backlog().lines().toList()) {
      if (line.startsWith("  - ")) {
        inside = line.contains("id: " + id + ",") || line.endsWith("id: " + id);
      }
      text.append(inside ? line + "\n" : "");
    }
    return text.toString();
  }

  /** A plain field of an item; "" when it has none. */
  String field(String id, String name) throws IOException {
    Matcher found = Pattern.compile("\\b" + name + ": ([^,}\\s]+)").matcher(item(id));
    return found.find() ? found.group(1) : "";
  }

  /** All of the worklog, without what somebody who was killed was about to put in its place. */
  public String worklog() throws IOException {
    StringBuilder text = new StringBuilder();
    if (has("worklog")) {
      try (Stream<Path> files = Files.list(project.path("worklog"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  /** How many headings of the worklog contain this. */
  public int finished(String title) throws IOException {
    return (int)
        worklog().lines().filter(line -> line.startsWith("## ") && line.contains(title)).count();
  }

  /** Whether something is recorded in any run. */
  boolean happened(String kind) throws IOException {
    return !events(kind).isEmpty();
  }

  /** Whether something is recorded of a job in any run. */
  boolean happened(String kind, String job) throws IOException {
    return events(kind).stream().anyMatch(event -> job.equals(event.get("job")));
  }

  private List<Map<String, Object>> events(String kind) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Path run : project.runs()) {
      for (Map<String, Object> event : new RunRecord(run).events()) {
        if (kind.isEmpty() || kind.equals(event.get("event"))) {
          all.add(event);
        }
      }
    }
    return all;
  }

  /** Tasks that were given to an agent after their result had been accepted. */
  public List<String> doneAgain() throws IOException {
    Set<String> accepted = new HashSet<>();
    List<String> again = new ArrayList<>();
    Map<Object, String> tasks = new HashMap<>();
    for (Map<String, Object> event : events("")) {
      Object job = event.get("job");
      switch (event.get("event").toString()) {
        case "TaskAdded" -> tasks.put(job, job.toString().replaceAll("\\.\\d+$", ""));
        case "AttemptPlanned" -> {
          if (accepted.contains(tasks.get(job))) {
            again.add(tasks.get(job));
          }
        }
        case "TaskEnded" -> {
          if (event.toString().contains("carried_out")) {
            accepted.add(tasks.get(job));
          }
        }
        default -> {}
      }
    }
    return again;
  }

  /** The commit whose subject begins so; there must be one. */
  String commitOf(String subject) throws Exception {
    List<String> found =
        git("log", "--format=%H %s")
            .lines()
            .filter(line -> line.substring(line.indexOf(' ') + 1).startsWith(subject))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one commit " + subject + ", found " + commits());
    }
    return found.getFirst().substring(0, found.getFirst().indexOf(' '));
  }

  /** A hook of the repository. */
  public void hook(String name, String text) throws IOException {
    Path hook = project.path(".git/hooks/" + name);
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Ends what is left of a run that was detached. */
  void killAll() throws IOException {
    for (int round = 0; round < 50 && !Live.marked(project.folder() + "").isEmpty(); round++) {
      Live.marked(project.folder() + "").forEach(entry -> Live.signal(entry.pid(), "KILL"));
    }
  }

  /** Git with whatever it ends. */
  void mayFail(String... arguments) throws Exception {
    try {
      git(arguments);
    } catch (AssertionError e) {
      // That is what was wanted.
    }
  }

  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.folder().toFile());
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + text);
    }
    return text;
  }
}
