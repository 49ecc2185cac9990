package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foreach}: one job, a process per item. */
class LoopTest {
  @TempDir Path temp;

  private static List<Map<String, Object>> items(Project project, String job) throws IOException {
    return Files.readAllLines(project.path(".pawl/items/default/" + job + ".jsonl")).stream()
        .skip(1)
        .map(Json::object)
        .toList();
  }

  private RunRecord last(Project project) throws IOException {
    return new RunRecord(project.runs().getLast());
  }

  @Test
  @DisplayName("L24 lines of a file, of a command and of a list arrive unchanged, in order")
  void linesArriveUnchanged() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { dir: sub, run: 'printf "%s|" "$INDEX $ITEM" >> a', foreach: { lines: ../items.txt } }
              b: { run: 'printf "%s|" "$INDEX $ITEM" >> b', foreach: { run: "cat items.txt; echo no >&2" } }
              c: { run: 'printf "%s|" "$INDEX $ITEM" >> c', foreach: { list: [ "it's", 1.10, " x ", "", "$HOME" ] } }
            """);
    Files.createDirectories(project.path("sub"));
    project.write("items.txt", "two  words\r\n\n$(touch evil) `x` \"q\"\n-n\nno end");

    Program.Result result = project.pawl("run", "-j", "1");

    assertEquals(0, result.exit(), result.told());
    String lines = "1 two  words|2 |3 $(touch evil) `x` \"q\"|4 -n|5 no end|";
    assertEquals(lines, project.read("sub/a"));
    assertEquals(lines, project.read("b"));
    assertEquals("1 it's|2 1.10|3  x |4 |5 $HOME|", project.read("c"));
    assertFalse(project.has("evil") || project.has("sub/evil"));
    assertEquals(5, items(project, "a").size());
  }

  @Test
  @DisplayName("L24 names of files with spaces, quotes and newlines arrive unchanged")
  void namesOfFilesArriveUnchanged() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'cp -- "$ITEM" "../out/$INDEX"', dir: in, foreach: { glob: "**/*.txt" } }
            """);
    Files.createDirectories(project.path("out"));
    Files.createDirectories(project.path("in/sub dir"));
    List<String> names =
        List.of("a b.txt", "it's.txt", "new\nline.txt", "q\"q.txt", "sub dir/é;&.txt", "-n.txt");
    for (String name : names) {
      project.write("in/" + name, name);
    }
    project.write("in/other.md", "x");

    Program.Result result = project.pawl("run", "-j", "2");

    assertEquals(0, result.exit(), result.told());
    List<String> sorted = names.stream().sorted().toList();
    for (int index = 1; index <= sorted.size(); index++) {
      assertEquals(sorted.get(index - 1), project.read("out/" + index));
    }
    assertFalse(project.has("out/" + (sorted.size() + 1)));
  }

  @Test
  @DisplayName("L25 keep_going runs the others; the next run does the failed ones only")
  void aFailedItemRunsAgain() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: 'echo "$ITEM" >> seen; test "$ITEM" != "$(cat bad)"'
                foreach: { list: [a, b, c, d], keep_going: true }
            """);
    project.write("bad", "b");

    Program.Result first = project.pawl("run", "-j", "1");
    assertEquals(1, first.exit(), first.told());
    assertEquals("1 of 4 items failed: b (exit code 1)", last(project).reason("a"));
    assertEquals("a\nb\nc\nd\n", project.read("seen"));

    project.write("bad", "none");
    Program.Result second = project.pawl("run", "-j", "1");
    assertEquals(0, second.exit(), second.told());
    assertEquals("a\nb\nc\nd\nb\n", project.read("seen"));
    assertEquals("succeeded", last(project).status("a"));
  }

  @Test
  @DisplayName("L25 without keep_going nothing more starts; the next run does failed and missing")
  void aFailedItemStopsTheLoop() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: 'echo "$ITEM" >> seen; test "$ITEM" != "$(cat bad)"'
                foreach: { list: [a, b, c, d] }
              after: { run: touch after, needs: a }
            """);
    project.write("bad", "b");

    assertEquals(1, project.pawl("run", "-j", "1").exit());
    assertEquals("1 of 4 items failed: b (exit code 1); 2 did not run", last(project).reason("a"));
    assertEquals("dep_failed", last(project).status("after"));
    assertEquals("a\nb\n", project.read("seen"));

    project.write("bad", "none");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("a\nb\nb\nc\nd\n", project.read("seen"));
    assertTrue(project.has("after"));
  }

  @Test
  @DisplayName("L26 a longer list runs the new items, a shorter one is forgotten, a command all")
  void theListMayChange() throws Exception {
    String config = "jobs: { a: { run: 'echo $ITEM >> seen%s', foreach: { lines: list } } }";
    Project project = Project.in(temp, config.formatted(""));
    project.write("list", "1\n2\n3\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());

    project.write("list", "1\n2\n3\n4\n5\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("1\n2\n3\n4\n5\n", project.read("seen"));

    project.write("list", "1\n3\n5\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("1\n2\n3\n4\n5\n", project.read("seen"));
    assertEquals(3, items(project, "a").size());

    project.write("pawl.yml", config.formatted(" # another command"));
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("1\n2\n3\n4\n5\n1\n3\n5\n", project.read("seen"));
  }

  @Test
  @DisplayName("L26 of the files of a glob those whose content changed run again")
  void aChangedFileRunsAgain() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: 'echo $ITEM >> seen', foreach: { glob: '*.x' } } }");
    project.write("a.x", "1");
    project.write("b.x", "1");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    project.write("b.x", "2");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("a.x\nb.x\nb.x\n", project.read("seen"));
  }

  @Test
  void aListThatCannotBeHadFailsTheJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: touch ran, foreach: { lines: none.txt } }
              b: { run: touch ran, foreach: { run: "echo x; exit 3" } }
              c: { run: touch ran, foreach: { run: "true" } }
            """);
    assertEquals(1, project.pawl("run").exit());
    assertEquals(
        "its items could not be listed: cannot read "
            + project.path("none.txt")
            + ": no such file or folder",
        last(project).reason("a"));
    assertEquals("the command that lists its items failed: exit code 3", last(project).reason("b"));
    assertEquals("3", last(project).exitCode("b"));
    assertEquals("succeeded", last(project).status("c"));
    assertEquals("no items", last(project).reason("c"));
    assertFalse(project.has("ran"));
  }

  @Test
  void whatItemsWriteStandsUnderHeadingsInOneLog() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: |
                  test "$ITEM" = quiet || echo "first $ITEM"
                  test "$ITEM" != long || head -c 300000 /dev/zero | tr '\\0' x
                foreach: { list: [one, quiet, long, two], concurrency: 1 }
            """);
    assertEquals(0, project.pawl("run").exit());
    String log = last(project).log("a");
    assertEquals(
        "=== 1: one\nfirst one\n=== 3: long\nfirst long\n"
            + "x".repeat(300_000)
            + "\n=== 4: two\nfirst two\n",
        log);
    try (var logs = Files.list(project.runs().getLast().resolve("logs"))) {
      assertEquals(1, logs.count(), "no file but the log");
    }
  }

  @Test
  @DisplayName("L28 pawl jobs shows how many items are done")
  void theListingShowsHowManyAreDone() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'test "$ITEM" -lt 3 || sleep 300', foreach: { run: seq 5 }, grace: 1s }
            """);
    try (Running pawl = project.program().launch("run", "-j", "1")) {
      Eventually.holds(
          () -> "progress",
          () -> project.pawl("jobs", "--format", "json").out().contains("\"2/5\""));
      pawl.signal("INT");
      assertEquals(130, pawl.await().exit());
    }
    assertEquals("interrupted", project.run().status("a"));
    assertEquals("processed 2 of 5 items", project.run().reason("a"));
  }

  @Test
  void anItemThatTakesTooLongIsStoppedAndTriedAgain() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: 'test $ITEM$PAWL_ATTEMPT != b1 || sleep 300'
                foreach: { list: [a, b, c] }
                timeout: 1s
                retries: { limit: 1, delay: 100ms }
            """);
    Program.Result result = project.pawl("run", "-j", "3");
    assertEquals(0, result.exit(), result.told());
    List<String> attempts =
        items(project, "a").stream()
            .map(item -> "" + item.get("item") + item.get("attempts"))
            .sorted()
            .toList();
    assertEquals(List.of("a1", "b2", "c1"), attempts);
  }

  @Test
  @DisplayName("L22 --fresh runs every item again")
  void aFreshRunDoesAll() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: 'echo $ITEM >> seen', foreach: { list: [x, y] } } }");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("x\ny\n", project.read("seen"));
    assertEquals(0, project.pawl("run", "-j", "1", "--fresh").exit());
    assertEquals("x\ny\nx\ny\n", project.read("seen"));
  }

  @Test
  void aSignalEndsTheCommandThatListsTheItems() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: touch ran, foreach: { run: "touch up; sleep 300" }, grace: 1s }
            """);
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "the listing", () -> project.has("up"));
      pawl.signal("TERM");
      assertEquals(143, pawl.await().exit());
    }
    assertEquals("interrupted", project.run().status("a"));
    assertEquals("its items were not listed", project.run().reason("a"));
    assertFalse(project.has("ran"));
  }
}
