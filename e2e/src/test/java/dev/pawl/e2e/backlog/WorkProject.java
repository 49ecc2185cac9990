package dev.pawl.e2e.backlog;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project in a git repository of its own with a backlog and a scripted agent. What the agent does
 * for a phase of an item stands in a file {@code ITEM.PHASE} beside the project, or for its second
 * time in {@code ITEM.PHASE.2}: shell text that may call {@code result VERDICT SUMMARY MORE}.
 * Without one it completes the phase. It keeps each prompt as {@code ITEM.PHASE.N.prompt}.
 */
final class WorkProject {
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
  static final String TWO_PHASES =
      """
      pipelines:
        feature:
          phases:
            - { name: plan, instructions: phases/plan.md }
            - { name: build, instructions: phases/build.md, destructive: true }
      """;

  /**
   * A project, all of it committed.
   *
   * @param config pipelines, and whatever else it needs
   * @param items of the backlog, a line each, after {@code items:}
   */
  static WorkProject in(Path temp, String config, String... items) throws Exception {
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
  static String ready(String id, String more) {
    return "{ id: %s, title: Title of %s, status: ready, pipeline: feature%s }"
        .formatted(id, id, more.isEmpty() ? "" : ", " + more);
  }

  Project project() {
    return project;
  }

  /** Says what the agent does. */
  WorkProject act(String phase, String text) throws IOException {
    Files.writeString(acts.resolve(phase), text);
    return this;
  }

  /** Whether the agent, or a test, has left a file beside what the agent does. */
  boolean has(String file) {
    return Files.exists(acts.resolve(file));
  }

  /** What the agent was told. */
  String prompt(String phase, int time) throws IOException {
    return Files.readString(acts.resolve(phase + "." + time + ".prompt"));
  }

  /** How often the agent was asked. */
  int times(String phase) throws IOException {
    Path count = acts.resolve(phase + ".n");
    return Files.exists(count) ? Integer.parseInt(Files.readString(count).strip()) : 0;
  }

  Program.Result work(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("work"));
    all.addAll(List.of(arguments));
    return project.pawl(all.toArray(String[]::new));
  }

  /** All that is in the worklog. */
  String worklog() throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(project.path("worklog"))) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  String backlog() throws IOException {
    return project.read("BACKLOG.yaml");
  }

  /** The subjects of all commits but the first, oldest first. */
  List<String> commits() throws Exception {
    return git("log", "--reverse", "--format=%s").lines().skip(1).toList();
  }

  /** The files of a commit, for example {@code HEAD~1}. */
  List<String> files(String commit) throws Exception {
    return git("show", "--format=", "--name-only", commit).lines().sorted().toList();
  }

  String git(String... arguments) throws Exception {
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
