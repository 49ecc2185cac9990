package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conditions that ask git, in real repositories and outside of any. */
class GitConditionTest {
  private static final String BRANCHES =
      """
      jobs:
        main: { run: echo x, only: [{ ref: main }] }
        feature: { run: echo x, only: [{ ref: "feature/*" }] }
        nested: { run: echo x, only: [{ ref: "feature/**" }] }
      """;
  private static final String CHANGES =
      """
      jobs:
        src: { run: echo x, only: [{ changed: "src/**" }] }
        docs: { run: echo x, only: [{ changed: "docs/**" }] }
        since: { run: echo x, only: [{ changed: "docs/**", since: HEAD~1 }] }
        odd: { run: echo x, only: [{ changed: "odd/*" }] }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("J17 ref follows the branch, also an unborn one and one of a linked worktree")
  void refFollowsTheBranch() throws Exception {
    Project project = repository(BRANCHES);

    assertEquals(List.of("main"), ran(project), "an unborn branch has its name already");

    git(project.folder(), "add", "pawl.yml");
    git(project.folder(), "commit", "-qm", "one");
    git(project.folder(), "switch", "-qc", "feature/one");
    assertEquals(List.of("feature", "nested"), ran(project));

    Path linked = temp.resolve("linked tree");
    git(project.folder(), "worktree", "add", "-q", "-b", "feature/a/b", linked.toString());
    assertEquals(List.of("nested"), ran(new Project(linked)));
  }

  @Test
  @DisplayName("J17 a detached head is on no branch")
  void aDetachedHeadIsOnNoBranch() throws Exception {
    Project project = repository(BRANCHES + "  any: { run: echo x, only: [{ ref: \"**\" }] }\n");
    git(project.folder(), "add", "pawl.yml");
    git(project.folder(), "commit", "-qm", "one");
    git(project.folder(), "switch", "-q", "--detach");

    assertEquals(List.of(), ran(project));
  }

  @Test
  @DisplayName("J17 changed sees modified, staged, deleted, renamed and untracked files")
  void changedSeesWhatDiffersFromARevision() throws Exception {
    Project project = repository(CHANGES);
    for (String folder : List.of("src", "docs", "odd")) {
      Files.createDirectory(project.path(folder));
    }
    project.write("src/a", "1");
    project.write("docs/a", "1");
    project.write(".gitignore", "*.ignored\n.pawl/\n");
    git(project.folder(), "add", ".");
    git(project.folder(), "commit", "-qm", "one");
    assertEquals("failed", record(project).status("since"), "there is no HEAD~1");
    project.write("docs/a", "2");
    git(project.folder(), "commit", "-qam", "two");

    assertEquals(List.of("since"), ran(project));
    project.write("src/a", "2");
    assertEquals(List.of("src", "since"), ran(project), "modified");
    git(project.folder(), "add", ".");
    assertEquals(List.of("src", "since"), ran(project), "staged");
    git(project.folder(), "reset", "-q", "--hard");
    project.write("odd/x.ignored", "");
    assertEquals(List.of("since"), ran(project), "ignored");
    project.write("odd/ä \"quoted\"\nline", "");
    assertEquals(List.of("since", "odd"), ran(project), "untracked, with an odd name");
    git(project.folder(), "rm", "-q", "src/a");
    assertEquals(List.of("src", "since", "odd"), ran(project), "deleted");
  }

  @Test
  @DisplayName("J17 changed sees the last of thousands of untracked files")
  void changedSeesTheLastOfThousandsOfFiles() throws Exception {
    Project project =
        repository("jobs: { odd: { run: echo x, only: [{ changed: \"many/zzz\" }] } }\n");
    git(project.folder(), "commit", "-q", "--allow-empty", "-m", "one");
    Path many = Files.createDirectory(project.path("many"));
    for (int file = 0; file < 3_000; file++) {
      Files.createFile(many.resolve("a-file-with-a-name-of-some-length-" + file));
    }
    assertEquals(List.of(), ran(project));
    Files.createFile(many.resolve("zzz"));
    assertEquals(List.of("odd"), ran(project));
  }

  @Test
  @DisplayName(
      "J17 globs of changed are relative to the job's folder, below the top of the repository too")
  void changedWorksBelowTheTopOfTheRepository() throws Exception {
    Path top = Files.createDirectories(temp.resolve("top"));
    git(top, "init", "-q", "-b", "main");
    Project project = Project.in(top.resolve("app"), CHANGES);
    Files.createDirectories(project.path("src"));
    project.write("src/a", "1");
    git(top, "add", ".");
    git(top, "commit", "-qm", "one");
    git(top, "commit", "-q", "--allow-empty", "-m", "two");

    assertEquals(List.of(), ran(project));
    project.write("src/a", "2");
    assertEquals(List.of("src"), ran(project));
  }

  @Test
  @DisplayName("J18 ref and changed outside git fail their job and name the condition")
  void outsideGitTheJobFails() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              ref: { run: echo x, skip: [{ ref: main }] }
              changed: { run: echo x, only: [{ changed: "src/**" }] }
              rev: { run: echo x }
            """);

    Program.Result result =
        project.program().with("GIT_CEILING_DIRECTORIES", temp.getParent().toString()).run("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    for (String job : List.of("ref", "changed")) {
      assertEquals("failed", run.status(job), result.told());
      assertTrue(run.reason(job).contains(job), run.reason(job));
      assertTrue(run.reason(job).contains("git"), run.reason(job));
    }
    assertEquals("succeeded", run.status("rev"));
  }

  @Test
  @DisplayName("J18 an unknown revision fails its job and is named")
  void anUnknownRevisionFailsItsJob() throws Exception {
    Project project =
        repository("jobs: { a: { run: echo x, skip: [{ changed: x, since: no-such-rev }] } }\n");
    git(project.folder(), "commit", "-q", "--allow-empty", "-m", "one");

    RunRecord run = record(project);

    assertEquals("failed", run.status("a"));
    assertTrue(run.reason("a").contains("no-such-rev"), run.reason("a"));
  }

  private Project repository(String yaml) throws Exception {
    Project project = Project.in(temp.resolve("repository"), yaml);
    git(project.folder(), "init", "-q", "-b", "main");
    return project;
  }

  /** The jobs that a run started. */
  private static List<String> ran(Project project) throws Exception {
    RunRecord run = record(project);
    List<String> ran = new ArrayList<>();
    for (var event : run.events()) {
      if (event.get("event").equals("AttemptPlanned")) {
        ran.add(event.get("job").toString());
      }
      assertTrue(!"failed".equals(event.get("status")), event::toString);
    }
    List<String> inOrder = new ArrayList<>(List.of("main", "feature", "nested", "any"));
    inOrder.addAll(List.of("src", "docs", "since", "odd"));
    inOrder.retainAll(ran);
    return inOrder;
  }

  private static RunRecord record(Project project) throws Exception {
    List<Path> before = project.runs();
    Program.Result result = project.pawl("run");
    List<Path> added = new ArrayList<>(project.runs());
    added.removeAll(before);
    assertEquals(1, added.size(), result.told());
    return new RunRecord(added.getFirst());
  }

  private static void git(Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=E", "-c", "user.email=e@example.org"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " in " + folder + ": " + told);
    }
  }
}
