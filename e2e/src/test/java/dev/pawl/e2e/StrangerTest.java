package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository of somebody whom nobody knows: whoever only looks at it is safe. */
class StrangerTest {
  /** Everywhere that a text could become a command, or a name a path. */
  private static final String CONFIG =
      """
      jobs:
        plain: { run: "%1$s/evil run", skip: [ { run: %1$s/evil skip } ] }
        asked: { run: "%1$s/evil run", only: [ { run: "%1$s/evil only" }, { env: "PATH" } ] }
        step: { run: %1$s/evil, inputs: ["**", "$(%1$s/evil)"], outputs: ["`%1$s/evil`"] }
        each: { run: %1$s/evil, foreach: { run: %1$s/evil items } }
        web: { run: { linux: %1$s/evil }, ready: %1$s/evil ready, service: true }
      workflows:
        other:
          on: { success: %1$s/evil notice }
          env: { PATH: "%1$s:/usr/bin:/bin", LD_PRELOAD: %1$s/evil.so, BASH_ENV: %1$s/evil }
          jobs: { a: { run: %1$s/evil } }
      agents: { bad: { command: [%1$s/evil, agent] } }
      pipelines:
        feature: { phases: [ { name: plan, instructions: phase.md } ] }
      """;

  private static final String BACKLOG =
      """
      schema_version: 4
      items:
        - { id: WRK-001, title: "$(touch outside) `touch outside`", status: ready, pipeline: feature }
      """;

  private static final List<String> LOOKS =
      List.of(
          "validate",
          "graph",
          "graph --format dot",
          "graph other",
          "jobs",
          "jobs --all",
          "logs plain",
          "state",
          "status",
          "status --format json",
          "backlog list",
          "backlog show WRK-001",
          "backlog why WRK-001",
          "schema",
          "completion bash",
          "__complete run ",
          "__complete logs ",
          "__complete backlog show ",
          "run --dry-run",
          "help run");

  @TempDir Path temp;

  private Project project;
  private Path outside;

  @BeforeEach
  void aCloneOfItsRepository() throws Exception {
    outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "not for you");
    Path tools = Files.createDirectories(temp.resolve("tools"));
    script(tools.resolve("evil"));
    script(tools.resolve("git"));
    project = Project.in(Files.createDirectories(temp.resolve("project")), CONFIG.formatted(tools));
    project.write("BACKLOG.yaml", BACKLOG);
    Files.createSymbolicLink(project.folder().resolve("phase.md"), outside.resolve("secret"));
    Files.createDirectories(project.folder().resolve(".git/hooks"));
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    project.write(
        ".git/config",
        """
        [core]
          repositoryformatversion = 0
          fsmonitor = %1$s/evil
          pager = %1$s/evil
          sshCommand = %1$s/evil
          hooksPath = %1$s
        """
            .formatted(tools));
    Files.createDirectories(project.folder().resolve(".git/objects"));
    Files.createDirectories(project.folder().resolve(".git/refs"));
  }

  /** Says that it was started. */
  private void script(Path file) throws Exception {
    Files.writeString(file, "#!/bin/sh\necho \"$0 $*\" >>'%s/started'\n".formatted(outside));
    assertTrue(file.toFile().setExecutable(true));
  }

  @Test
  void theConfigurationIsAllThatAStrangerCouldWrite() throws Exception {
    Program.Result result = project.pawl("validate");

    assertEquals(0, result.exit(), result.told());
  }

  @Test
  void noCommandThatLooksActsForTheStranger() throws Exception {
    String before = Tree.of(temp);
    for (String look : LOOKS) {
      Program.Result result = project.pawl(look.split(" ", -1));

      assertEquals(look.equals("logs plain") ? 2 : 0, result.exit(), look + result.told());
      assertFalse(result.told().contains("not for you"), look + result.told());
      assertEquals(before, Tree.of(temp), look + result.told());
    }
  }

  @Test
  void theStrangerWouldBeSeen() throws Exception {
    Program.Result result = project.pawl("run", "--job", "plain");

    assertTrue(Files.exists(outside.resolve("started")), result.told());
  }

  @Test
  void recordsThatAreNoFilesAreRefusedAndNotWaitedFor() throws Exception {
    Path pawl = project.path(".pawl");
    Path run = Files.createDirectories(pawl.resolve("runs/20260101-000000-0001"));
    Path journal = run.resolve("journal.jsonl");
    Files.createSymbolicLink(pawl.resolve("state.jsonl"), Path.of("/dev/zero"));
    assertEquals(0, new ProcessBuilder("mkfifo", "" + journal).start().waitFor());

    Program.Result state = project.pawl("state");
    assertEquals(70, state.exit(), state.told());
    assertTrue(state.err().contains("state.jsonl: it is no file; move it away"), state.told());
    Program.Result jobs = project.pawl("jobs");
    assertEquals(0, jobs.exit(), jobs.told());
    assertTrue(jobs.err().contains("journal.jsonl: it is no file; move it away"), jobs.told());

    Files.delete(journal);
    Files.delete(pawl.resolve("state.jsonl"));
    assertEquals(0, new ProcessBuilder("mkfifo", pawl + "/state.jsonl").start().waitFor());
    state = project.pawl("state");
    assertEquals(70, state.exit(), state.told());
    Program.Result begun = project.pawl("run", "--job", "step");
    assertEquals(70, begun.exit(), begun.told());
    assertTrue(begun.err().contains("state.jsonl: it is no file"), begun.told());

    Files.delete(pawl.resolve("state.jsonl"));
    assertEquals(0, new ProcessBuilder("mkfifo", pawl + "/hashes").start().waitFor());
    project.write(
        "pawl.yml", "jobs: { a: { run: 'true', inputs: [BACKLOG.yaml], checkpoint: true } }\n");
    assertEquals(0, project.pawl("run").exit());
    assertTrue(Files.isRegularFile(pawl.resolve("hashes")));
  }
}
