package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the items, while no run works at them. */
class BacklogCommandTest {
  @TempDir Path temp;

  private static Program.Result ask(Project project, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("backlog"));
    all.addAll(List.of(arguments));
    return project.pawl(all.toArray(String[]::new));
  }

  private static void done(Project project, String said, String... arguments) throws Exception {
    Program.Result result = ask(project, arguments);
    assertEquals(0, result.exit(), result.told());
    assertEquals("", result.out());
    assertEquals(said + "\n", result.err());
  }

  private static void refused(Project project, int exit, String why, String... arguments)
      throws Exception {
    String before = project.read("BACKLOG.yaml");
    Program.Result result = ask(project, arguments);
    assertEquals(exit, result.exit(), result.told());
    assertEquals("pawl: " + why + "\n", result.err());
    assertEquals(before, project.read("BACKLOG.yaml"));
  }

  @Test
  @DisplayName("B03 what one that was killed has left beside the file goes with the next change")
  void leftBehind() throws Exception {
    Project project = Project.in(temp, "jobs: {}\n");
    project.write("BACKLOG.yaml", "schema_version: 4\nnext_id: 0\nitems: []\n");
    String dead = ".BACKLOG.yaml.4194305-1.tmp"; // no pid is larger than 4194304
    String living = ".BACKLOG.yaml." + ProcessHandle.current().pid() + "-1.tmp";
    project.write(dead, "schema");
    project.write(living, "schema");

    Program.Result asked = ask(project, "add", "One");
    assertEquals(0, asked.exit(), asked.told());

    assertFalse(project.has(dead));
    assertTrue(project.has(living));
  }

  @Test
  @DisplayName(
      "B01 add prints the name alone, and no name is given twice, also after its item left")
  void add() throws Exception {
    Project project = Project.in(temp, "project: { prefix: ABC }\n");
    project.write("BACKLOG.yaml", "schema_version: 4\nnext_id: 6\nitems: []\n");

    Program.Result first =
        ask(
            project,
            "add",
            "Make",
            "it: faster",
            "--description",
            "one\ntwo",
            "--size=small",
            "--impact",
            "high",
            "--pipeline",
            "later",
            "--tag",
            "web",
            "--tag",
            "slow");

    assertEquals("ABC-007\n", first.out(), first.told());
    assertEquals("ABC-007 is added\n", first.err());
    String text = project.read("BACKLOG.yaml");
    assertTrue(text.startsWith("schema_version: 4\nnext_id: 7\nitems:\n  - id: ABC-007\n"), text);
    assertTrue(text.contains("    title: \"Make it: faster\"\n    status: new\n"), text);
    assertTrue(text.contains("    pipeline: later\n    size: small\n    impact: high\n"), text);
    assertTrue(text.contains("    tags: [web, slow]\n"), text);
    assertTrue(text.contains("      one\n      two\n"), text);
    done(project, "ABC-007 is completed", "complete", "ABC-007", "--notes", "was done by hand");
    assertFalse(project.read("BACKLOG.yaml").contains("ABC-007"));
    Program.Result second = ask(project, "add", "--", "-j is", "wrong", "-q");
    assertEquals("ABC-008\n", second.out(), second.told());
    assertTrue(project.read("BACKLOG.yaml").contains("-j is wrong -q"));
    Program.Result quiet = ask(project, "add", "needs it", "--depends-on", "ABC-007", "-q");
    assertEquals("ABC-009\n", quiet.out());
    assertEquals("", quiet.err());
  }

  @Test
  @DisplayName("B02 a change touches the lines of its item and no other, and is not committed")
  void diff() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES);
    project
        .project()
        .write(
            "BACKLOG.yaml",
            """
            # ours
            schema_version: 4
            next_id: 2
            owner: ada # unknown to Pawl
            items:
              # the first
              - id: WRK-001
                title: "One"   # quoted
                status: ready
                pipeline: feature
                colour: red

              - { id: WRK-002, title: Two, status: new } # in one line
            """);
    project.git("commit", "-qam", "mine");

    done(project.project(), "WRK-001 is blocked: which?", "block", "WRK-001", "which?");

    assertEquals(
        List.of(
            "-    status: ready",
            "+    status: blocked",
            "+    blocked: { from: ready, reason: which? }",
            "+    updated: TIME"),
        project
            .git("diff", "-U0")
            .lines()
            .filter(line -> line.matches("[-+][^-+].*"))
            .map(line -> line.replaceAll("updated: .*", "updated: TIME"))
            .toList());
    assertEquals(" M BACKLOG.yaml\n", project.git("status", "--porcelain"));
    done(project.project(), "WRK-002 is edited", "edit", "WRK-002", "--risk", "low");
    assertTrue(
        project.backlog().contains("- { id: WRK-002, title: Two, status: new, risk: low } # in"),
        project.backlog());
  }

  @Test
  @DisplayName("B03 a missing or broken file: its problems with line and column, and it stays")
  void broken() throws Exception {
    Project project = Project.in(temp, "project: { prefix: ABC }\n");
    for (String word : List.of("list", "add")) {
      Program.Result missing = ask(project, word, word.equals("add") ? "T" : "-q");
      assertEquals(2, missing.exit(), missing.told());
      assertTrue(missing.err().contains("BACKLOG.yaml"), missing.err());
      assertTrue(missing.err().contains("pawl init --backlog"), missing.err());
    }
    assertFalse(project.has("BACKLOG.yaml"));
    String text =
        """
        schema_version: 4
        items:
          - { id: ABC-1, title: One, status: redy }
          - { id: ABC-1, title: Two, status: new, dependencies: [ABC-9] }
        """;
    project.write("BACKLOG.yaml", text);
    for (List<String> call :
        List.of(
            List.of("backlog", "list"),
            List.of("backlog", "show", "ABC-1"),
            List.of("backlog", "add", "T"),
            List.of("backlog", "block", "ABC-1", "why"),
            List.of("status"))) {
      Program.Result result = project.pawl(call.toArray(String[]::new));
      assertEquals(2, result.exit(), result.told());
      assertEquals("", result.out());
      assertTrue(result.err().contains("BACKLOG.yaml:3:38: "), result.err());
      assertTrue(result.err().contains("did you mean 'ready'?"), result.err());
      assertTrue(result.err().contains("BACKLOG.yaml:4:"), result.err());
    }
    assertEquals(text, project.read("BACKLOG.yaml"));
  }

  @Test
  void everyChangeIsSavedAndSaysWhatItDid() throws Exception {
    WorkProject work =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", "size: large"), ready("WRK-002", ""));
    Project project = work.project();

    done(
        project,
        "WRK-001 is edited",
        "edit",
        "WRK-001",
        "--title",
        "Other",
        "--depends-on",
        "WRK-002",
        "--tag",
        "web",
        "--review",
        "--notes",
        "mind it");
    String text = work.backlog();
    assertTrue(text.contains("title: Other") && text.contains("dependencies: [WRK-002]"), text);
    assertTrue(text.contains("requires_human_review: true"), text);
    assertTrue(text.contains("notes: mind it"), text);
    done(
        project,
        "WRK-001 is edited",
        "edit",
        "WRK-001",
        "--depends-on=",
        "--tag=",
        "--no-review",
        "--notes=");
    text = work.backlog();
    assertFalse(text.contains("dependencies") || text.contains("tags"), text);
    assertFalse(text.contains("review") || text.contains("notes"), text);
    done(project, "WRK-001 is approved by Ada", "approve", "WRK-001");
    assertTrue(work.backlog().contains("approved: { by: Ada, at: 2"), work.backlog());
    done(project, "WRK-001 is approved by Bea", "approve", "WRK-001", "--by", "Bea");
    done(project, "WRK-001 is advanced to plan", "advance", "WRK-001");
    done(project, "WRK-001 is advanced to build", "advance", "WRK-001", "--to", "build");
    done(project, "WRK-001 is blocked: no time", "block", "WRK-001", "no", "time");
    assertTrue(work.backlog().contains("phase: build"), work.backlog());
    done(project, "WRK-001 is unblocked", "unblock", "WRK-001", "--notes", "go on");
    assertTrue(work.backlog().contains("phase: build"), work.backlog());
    assertFalse(work.backlog().contains("no time"), work.backlog());
    done(project, "WRK-002 is closed: no use", "close", "WRK-002", "no", "use");
    assertFalse(work.backlog().contains("WRK-002"), work.backlog());
    String worklog = work.worklog();
    assertTrue(worklog.contains("## WRK-002 Title of WRK-002\n\nclosed 2"), worklog);
    assertTrue(worklog.contains("\nno use\n"), worklog);
  }

  @Test
  @DisplayName("B10 nothing can be made to need what was closed and has left the file")
  void needOnWhatWasClosed() throws Exception {
    WorkProject work = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), ready("WRK-002", ""));
    Project project = work.project();
    done(project, "WRK-002 is closed: no use", "close", "WRK-002", "no", "use");
    String before = work.backlog();
    String closed = "WRK-002 was closed and will not be done";

    refused(project, 3, closed, "add", "two", "--depends-on", "WRK-002");
    refused(project, 3, closed, "edit", "WRK-001", "--depends-on", "WRK-002");

    assertEquals(before, work.backlog());
    done(project, "WRK-001 is completed", "complete", "WRK-001");
    assertEquals("WRK-003\n", ask(project, "add", "three", "--depends-on", "WRK-001").out());
  }

  @Test
  void everyMistakeIsOneLineWithItsRemedy() throws Exception {
    WorkProject work = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    Project project = work.project();

    refused(project, 2, "backlog: unknown word 'lsit'; did you mean 'list'?", "lsit");
    refused(project, 2, "backlog add: --to is for 'backlog advance'", "add", "T", "--to", "build");
    refused(project, 2, "backlog add: a title is missing", "add");
    refused(
        project, 2, "backlog add: a title is one line; --description takes more", "add", "a\nb");
    refused(project, 2, "backlog block: which item? 'pawl backlog' lists them", "block");
    refused(project, 2, "backlog block: a reason is missing", "block", "WRK-001", " ");
    refused(project, 2, "backlog why: 'b' is one too many, it takes ID", "why", "WRK-001", "b");
    refused(project, 2, "there is no item WRK-011; did you mean WRK-001?", "unblock", "WRK-011");
    refused(project, 2, "there is no item WRK-011; did you mean WRK-001?", "show", "WRK-011");
    refused(
        project,
        2,
        "'a b' is no name of an item: "
            + "1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit",
        "close",
        "a b",
        "why");
    refused(
        project, 2, "--size mdium: did you mean 'medium'?", "edit", "WRK-001", "--size", "mdium");
    refused(
        project,
        2,
        "backlog edit: what? For example: --title TEXT, --impact high, --depends-on ID",
        "edit",
        "WRK-001");
    refused(
        project,
        2,
        "there is no pipeline 'featur'; did you mean 'feature'?",
        "add",
        "T",
        "--pipeline",
        "featur");
    refused(
        project, 2, "item WRK-001 would need itself", "edit", "WRK-001", "--depends-on", "WRK-001");
  }

  @Test
  @DisplayName("B07 a move that is not allowed: exit 3, with the item and both states")
  void moves() throws Exception {
    WorkProject work =
        WorkProject.in(
            temp,
            TWO_PHASES,
            ready("WRK-001", ""),
            "{ id: WRK-002, title: T, status: blocked, blocked: { from: new, reason: why } }",
            "{ id: WRK-003, title: T, status: done, resolution: closed }",
            "{ id: WRK-004, title: T, status: in_progress, pipeline: feature, phase: build,"
                + " dependencies: [WRK-003] }");
    Project project = work.project();

    refused(
        project, 3, "item WRK-002 cannot go from blocked to blocked", "block", "WRK-002", "again");
    refused(project, 3, "item WRK-001 is not blocked, but ready", "unblock", "WRK-001");
    refused(project, 3, "item WRK-003 cannot go from done to blocked", "block", "WRK-003", "why");
    refused(project, 3, "item WRK-003 cannot go from done to done", "complete", "WRK-003");
    refused(project, 3, "item WRK-003 cannot go from done to done", "close", "WRK-003", "why");
    refused(project, 3, "item WRK-003 is done and cannot be edited", "edit", "WRK-003", "--tag=x");
    refused(project, 3, "item WRK-002 is blocked and cannot be advanced", "advance", "WRK-002");
    refused(
        project,
        3,
        "item WRK-004 stands at build and cannot go to plan: it only goes forward",
        "advance",
        "WRK-004",
        "--to",
        "plan");
  }

  @Test
  @DisplayName(
      "B40 neighbour: locks that a dead command left do not matter, nor does the lack of git")
  void withoutGit() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: 'true' } }\n");
    project.write("BACKLOG.yaml", WorkProject.backlog(ready("WRK-001", "")));
    Files.createDirectories(project.path(".pawl/locks"));
    project.write(".pawl/locks/drive", "");
    project.write(".pawl/locks/backlog", "");

    Program.Result result =
        project
            .program()
            .with("USER", "bea")
            .with("GIT_CONFIG_GLOBAL", "/dev/null")
            .with("GIT_CONFIG_NOSYSTEM", "1")
            .run("backlog", "approve", "WRK-001");

    assertEquals("WRK-001 is approved by bea\n", result.err(), result.told());
    assertTrue(project.read("BACKLOG.yaml").contains("by: bea"), project.read("BACKLOG.yaml"));
  }
}
