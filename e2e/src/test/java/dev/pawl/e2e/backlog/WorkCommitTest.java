package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.at;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commits a run makes. */
class WorkCommitTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B35 a destructive phase: one commit with what it changed, and no other file")
  void destructive() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.project().write("mine.txt", "mine\n");
    project.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.commits().stream().filter(s -> s.contains("[build]")).count());
    String built = project.commitOf("[WRK-001][build] made it");
    assertTrue(project.files(built).contains("made.txt"), project.files(built).toString());
    assertTrue(project.files(built).contains("BACKLOG.yaml"), project.files(built).toString());
    assertFalse(project.files(built).contains("mine.txt"));
    assertEquals("?? mine.txt\n", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName("B35 artifacts of phases that end together: one commit that names all")
  void together() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            ONE_PHASE + "execution: { concurrency: 3, max_wip: 3 }\n",
            ready("WRK-001", ""),
            ready("WRK-002", ""),
            ready("WRK-003", ""));
    project.act(
        "any",
        """
        touch "$ACTS/$PAWL_ITEM.there"
        while ! test -e "$ACTS/WRK-001.there" -a -e "$ACTS/WRK-002.there" -a -e "$ACTS/WRK-003.there"
        do sleep 0.02; done
        """
            + WorkProject.artifact("plan.md")
            + "result phase_complete \"planned $PAWL_ITEM\"");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    String all = project.git("log", "--format=%B");
    for (String id : List.of("WRK-001", "WRK-002", "WRK-003")) {
      assertEquals(1, count(all, "[" + id + "][plan] planned " + id), all);
      assertTrue(project.git("ls-files", "changes").contains(id), all);
    }
    assertEquals("", project.git("status", "--porcelain"));
  }

  private static int count(String text, String words) {
    return text.split(java.util.regex.Pattern.quote(words), -1).length - 1;
  }

  @Test
  @DisplayName("B35 a phase that changes nothing: no commit of its own")
  void nothing() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.commits().size(), project.commits().toString());
    assertTrue(project.commits().getFirst().contains("all_done"), project.commits().toString());
  }

  @Test
  @DisplayName("B35 the agent's own commits are kept, and noted")
  void ofTheAgent() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act(
        "WRK-001.build",
        """
        echo one >one.txt; git add one.txt; git commit -qm 'one by hand'
        echo two >two.txt; result phase_complete 'made it'
        """);

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(
        List.of("one by hand", "[WRK-001][build] made it"), project.commits().subList(0, 2));
    String built = project.git("log", "-1", "--format=%b", project.commitOf("[WRK-001][build]"));
    assertTrue(built.contains("one by hand"), built);
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName("B36 a halt: exactly one commit of what is left, with the reason; again: none")
  void halt() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.act("WRK-001.plan", "result blocked 'Which database?'");

    Program.Result first = project.work();
    Program.Result again = project.work();

    assertEquals(List.of(1, 1), List.of(first.exit(), again.exit()), first.told() + again.told());
    assertEquals(1, project.commits().size(), project.commits().toString());
    assertTrue(project.commits().getFirst().contains("all_blocked"), project.commits().toString());
    assertTrue(project.commits().getFirst().contains("Which database?"));
    assertEquals(List.of("BACKLOG.yaml"), project.files("HEAD"));
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName("B36 after any halt work can be started again, and goes on where it stood")
  void again() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    for (int i = 0; i < 2; i++) {
      Program.Result capped = project.work("--cap", "1");
      assertEquals(0, capped.exit(), capped.told());
    }
    Program.Result idle = project.work();

    assertEquals(0, idle.exit(), idle.told());
    assertTrue(idle.err().contains("all_done"), idle.told());
    assertEquals(
        List.of(1, 1), List.of(project.times("WRK-001.plan"), project.times("WRK-001.build")));
    assertEquals("", project.git("status", "--porcelain"));
  }

  @Test
  @DisplayName("B37 odd names, renames and deletions of a phase are committed as they are")
  void oddNames() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    project.project().write("old name.txt", "a text that is long enough to be known again\n");
    project.project().write("gone.txt", "gone\n");
    project.git("add", "-A");
    project.git("commit", "-qm", "more");
    project.act(
        "WRK-001.build",
        """
        git mv 'old name.txt' 'neuer Name ü.txt'; rm gone.txt
        mkdir -p 'a "b"'; echo 1 >'a "b"/-x *.txt'; echo 2 >':(top)y'; printf 3 >"$(printf 'line\\nfeed')"
        result phase_complete odd
        """);

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals("", project.git("status", "--porcelain"));
    String built = project.commitOf("[WRK-001][build] odd");
    String files = project.git("show", "--format=", "--name-status", "-z", "-M", built);
    for (String part :
        List.of(
            "D\0gone.txt",
            "old name.txt\0neuer Name ü.txt",
            "a \"b\"/-x *.txt",
            ":(top)y",
            "line\nfeed")) {
      assertTrue(files.contains(part), part + "\n" + files);
    }
  }

  @Test
  @DisplayName("a phase that writes over a person's uncommitted work: blocked, nothing committed")
  void overwritten() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, at("WRK-001", "build", ""), ready("WRK-002", ""));
    project.project().write("phases/plan.md", "My own plan.\n");
    project.act(
        "WRK-001.build",
        "echo theirs >>phases/plan.md; echo new >new.txt; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertEquals("build", project.field("WRK-001", "phase"));
    assertTrue(project.item("WRK-001").contains("phases/plan.md"), project.backlog());
    assertEquals("My own plan.\ntheirs\n", project.project().read("phases/plan.md"));
    String status = project.git("status", "--porcelain");
    assertTrue(status.contains(" M phases/plan.md") && status.contains("?? new.txt"), status);
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
    assertFalse(project.worklog().contains("WRK-001"), project.worklog());
  }

  @Test
  @DisplayName("in a linked worktree all of it works too, and the main one stays as it is")
  void linkedWorktree() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""));
    Path linked = temp.resolve("linked");
    project.git("worktree", "add", "-q", "-b", "side", linked.toString());
    WorkProject side = project.in(linked);
    side.act("WRK-001.build", "echo made >made.txt; result phase_complete 'made it'");

    Program.Result result = side.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(side.git("log", "--format=%s", "side").contains("[WRK-001][build] made it"));
    assertEquals("first\n", project.git("log", "--format=%s", "main"));
    assertEquals("", side.git("status", "--porcelain"));
    assertEquals("", project.git("status", "--porcelain"));
    assertEquals("ready", project.field("WRK-001", "status"));
  }

  @Test
  @DisplayName("B37 a hook that refuses: the phase is blocked with its output, others go on")
  void hook() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES, at("WRK-001", "build", ""), at("WRK-002", "build", ""));
    project.hook(
        "pre-commit",
        "if git diff --cached --name-only | grep -q bad; then echo 'LINT: bad is bad'; exit 1; fi");
    project.act("WRK-001.build", "echo 1 >bad.txt; result phase_complete 'made it'");
    project.act("WRK-002.build", "echo 2 >good.txt; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertEquals("build", project.field("WRK-001", "phase"));
    assertTrue(project.item("WRK-001").contains("LINT: bad is bad"), project.backlog());
    assertEquals("1\n", project.project().read("bad.txt"));
    assertEquals("?? bad.txt\n", project.git("status", "--porcelain"));
    assertEquals(1, project.finished("Title of WRK-002"), project.worklog());
    assertTrue(project.files(project.commitOf("[WRK-002][build]")).contains("good.txt"));
    assertEquals(1, project.times("WRK-001.build"));
  }

  @Test
  @DisplayName("B37 the last phase is not committed: its item is as a person has written it")
  void hookOfTheLastPhase() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES);
    String text =
        """
        schema_version: 4
        next_id: 2
        items:
          # about a
          - id: WRK-001
            title: 'a' # quoted
            ticket: 4711
            status: ready
            estimate: { days: 2 }
            pipeline: feature

          # about b
          - id: WRK-002
            title: "b"
            status: blocked
            blocked: { from: ready, reason: later }
        """;
    project.project().write("BACKLOG.yaml", text);
    project.hook("pre-commit", "echo 'LINT: no'; exit 1");
    project.act("WRK-001.build", "echo 1 >made.txt; result phase_complete 'made it'");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(project.item("WRK-001").contains("LINT: no"), project.backlog());
    assertEquals("build", project.field("WRK-001", "phase"));
    List<String> before = text.replace("status: ready", "status: blocked").lines().toList();
    List<String> after = project.backlog().lines().filter(before::contains).toList();
    assertEquals(before, after, project.backlog());
  }
}
