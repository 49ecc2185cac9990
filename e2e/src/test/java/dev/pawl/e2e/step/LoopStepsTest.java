package dev.pawl.e2e.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops as steps of the ledger: which items run again, and why. */
class LoopStepsTest {
  private static final String LOG = ".pawl/items/default/a.jsonl";

  @TempDir Path temp;

  private Project project(String jobs) throws IOException {
    Project project = Project.in(temp, "jobs:\n" + jobs.indent(2));
    project.write("list", "1\n2\n3\n");
    return project;
  }

  private Project simple() throws IOException {
    return project("a: { run: 'echo $ITEM >> seen', foreach: { lines: list } }");
  }

  private static Program.Result run(Project project, String... more) throws Exception {
    Program.Result result = launch(project, more);
    assertEquals(0, result.exit(), result.told());
    return result;
  }

  private static Program.Result launch(Project project, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "-j", "1", "--explain"));
    arguments.addAll(List.of(more));
    return project.pawl(arguments.toArray(String[]::new));
  }

  /** What the items have told since the last call, in one line. */
  private static String seen(Project project) throws IOException {
    String seen = String.join(" ", project.read("seen").lines().toList());
    project.write("seen", "");
    return seen;
  }

  private static RunRecord last(Project project) throws IOException {
    return new RunRecord(project.runs().getLast());
  }

  private static void assertTold(Program.Result result, String text) {
    assertTrue(result.err().contains(text), () -> "'" + text + "' not in " + result.told());
  }

  @Test
  @DisplayName("L26 L19 a loop of which nothing is missing is up to date, and no byte is written")
  void aLoopOfWhichNothingIsMissingIsUpToDate() throws Exception {
    Project project = simple();
    run(project);
    String ledger = project.read(".pawl/state.jsonl");
    String log = project.read(LOG);

    Program.Result again = run(project);

    assertTold(again, "a: up to date, all 3 items are done, complete since ");
    assertEquals("1 2 3", seen(project));
    assertEquals("up_to_date", last(project).status("a"));
    assertEquals(ledger, project.read(".pawl/state.jsonl"));
    assertEquals(log, project.read(LOG));
    Map<String, Object> job =
        Listing.of(project.pawl("jobs", "--last", "1", "--format", "json")).job("a");
    assertEquals(List.of(), job.get("attempts"));
    assertEquals(null, job.get("started_at"));
  }

  @Test
  @DisplayName("L07 L26 while a command lists the items of a complete loop it stays complete")
  void aCompleteLoopStaysCompleteWhileItsItemsAreListed() throws Exception {
    Project project =
        project("a: { run: ':', foreach: { run: 'cp .pawl/state.jsonl during; cat list' } }");
    Files.createDirectories(project.path(".pawl"));
    project.write(".pawl/state.jsonl", "");
    run(project);
    assertEquals("", project.read("during"), "it is marked when its items are known");
    run(project);
    assertEquals("up_to_date", last(project).status("a"));
    List<String> lines = project.read("during").lines().toList();
    assertTrue(lines.getLast().contains("\"completed\":true"), lines::toString);
    assertEquals(2, lines.size());
  }

  @Test
  @DisplayName("L26 the list grew by ten: the ten only; one was removed: none; another order: none")
  void theListMayChange() throws Exception {
    Project project = simple();
    run(project);
    seen(project);
    project.write("list", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n");
    assertTold(run(project), "a: runs, because 10 of 13 items are missing");
    assertEquals("4 5 6 7 8 9 10 11 12 13", seen(project));

    project.write("list", "13\n3\n2\n1\n");
    assertTold(run(project), "a: runs, because 9 items are gone");
    assertEquals("", seen(project));
    assertEquals(5, project.read(LOG).lines().count());

    project.write("list", "1\n2\n3\n13\n");
    assertTold(run(project), "a: up to date, all 4 items are done");
    assertEquals("", seen(project));
  }

  @Test
  @DisplayName("L26 L20 what all items depend on changed: all run, and --explain says what")
  void whatAllItemsDependOnChanged() throws Exception {
    String job = "a: { run: 'echo $ITEM%s >> seen', foreach: { lines: list }, inputs: [tool] }";
    Project project = project(job.formatted(""));
    project.write("tool", "1");
    run(project);
    seen(project);
    project.write("pawl.yml", "jobs:\n  " + job.formatted("-x"));
    assertTold(run(project), "command changed");
    assertEquals("1-x 2-x 3-x", seen(project));
    project.write("tool", "2");
    assertTold(run(project), "input tool changed");
    assertEquals("1-x 2-x 3-x", seen(project));
    assertTold(run(project, "--env", "REGION=eu"), "env REGION added");
    assertEquals("1-x 2-x 3-x", seen(project));
  }

  @Test
  @DisplayName("L20 L26 a need's result changed: all run, unless it is the list of items itself")
  void aNeedsResultChanged() throws Exception {
    Project project =
        project(
            """
            ids: { run: 'seq $(cat n) > ids; cp tool tool.out', inputs: [n, tool], outputs: [ids, tool.out] }
            a: { run: 'echo $ITEM >> seen', needs: ids, foreach: { lines: ids } }
            """);
    project.write("n", "3");
    project.write("tool", "1");
    run(project);
    seen(project);
    project.write("n", "5");
    assertTold(
        run(project), "a: runs, because needs default/ids changed, 2 of 5 items are missing");
    assertEquals("4 5", seen(project));
    project.write("tool", "2");
    run(project);
    assertEquals("1 2 3 4 5", seen(project));
    project.write("n", "4");
    run(project);
    assertEquals("", seen(project));
  }

  @Test
  @DisplayName("L14 a loop that is invalidated by hand does all items again")
  void anInvalidatedLoopDoesAllItems() throws Exception {
    Project project = simple();
    run(project);
    seen(project);
    assertEquals(0, project.pawl("state", "invalidate", "a").exit());
    assertTold(run(project), "it is incomplete: invalidated by hand");
    assertEquals("1 2 3", seen(project));
    assertTold(run(project), "up to date");
  }

  @Test
  @DisplayName("L22 what a fresh run has done counts when it did not come to its end")
  void aFreshRunThatFailedIsGoneOnWith() throws Exception {
    Project project =
        project(
            "a: { run: 'echo $ITEM >> seen; test $ITEM != $(cat bad)', foreach: { lines: list } }");
    project.write("bad", "0");
    run(project);
    project.write("bad", "2");
    assertEquals(1, launch(project, "--fresh").exit());
    assertEquals("1 2 3 1 2", seen(project));
    project.write("bad", "0");
    run(project);
    assertEquals("2 3", seen(project));
  }

  @Test
  @DisplayName("L11 what a loop has made was changed or removed: all its items run")
  void aChangedOutputRunsAllItems() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen; echo $ITEM > out.$ITEM', foreach: { lines: list }, outputs: ['out.*'] }
            """);
    run(project);
    seen(project);
    Files.delete(project.path("out.2"));
    assertTold(run(project), "it has changed: out.2 removed");
    assertEquals("1 2 3", seen(project));
    assertEquals("2\n", project.read("out.2"));
    assertTold(run(project), "up to date");
  }

  @Test
  @DisplayName(
      "L21 a loop whose output is missing has failed, and its items are not taken for done")
  void aMissingOutputDoesAllItemsAgain() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen; test ! -e go || touch out', foreach: { lines: list }, outputs: [out] }
            """);
    assertEquals(1, launch(project).exit());
    assertEquals("no file matches its output 'out'", last(project).reason("a"));
    assertEquals("1 2 3", seen(project));
    project.write("go", "");
    run(project);
    assertEquals("1 2 3", seen(project));
  }

  @Test
  @DisplayName("L15 L26 new items that make nothing new stop the cascade")
  void newItemsThatMakeNothingNewStopTheCascade() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen; echo same > out', foreach: { lines: list }, outputs: [out] }
            b: { run: 'echo b >> seen', needs: a, checkpoint: true }
            """);
    run(project);
    assertEquals("1 2 3 b", seen(project));
    project.write("list", "1\n2\n3\n4\n");
    run(project);
    assertEquals("4", seen(project));
    assertEquals("up_to_date", last(project).status("b"));
  }

  @Test
  @DisplayName("L26 a loop over what another loop has made does the new files only")
  void aLoopOverWhatALoopHasMadeDoesTheNewOnes() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM > "made/$ITEM"', foreach: { lines: list }, outputs: ['made/*'] }
            b: { run: 'echo $ITEM >> seen', needs: a, foreach: { glob: 'made/*' } }
            c: { run: 'echo c$ITEM >> seen', needs: b, foreach: { list: [1, 2] } }
            """);
    Files.createDirectories(project.path("made"));
    run(project);
    assertEquals("made/1 made/2 made/3 c1 c2", seen(project));
    project.write("list", "1\n2\n3\n4\n");
    run(project);
    assertEquals("made/4 c1 c2", seen(project));
    run(project);
    assertEquals("", seen(project));
  }

  @Test
  @DisplayName("L23 two runs of one loop at once: one does it, the other waits and finds it done")
  void aLoopIsDoneOnceByTwoRuns() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen; until test -e go; do sleep 0.02; done', foreach: { lines: list } }
            """);
    try (Running one = project.program().launch("run", "-j", "1")) {
      Eventually.holds(() -> "an item", () -> !project.read("seen").isEmpty());
      String first = last(project).id();
      try (Running other = project.program().launch("run", "-j", "1")) {
        Eventually.holds(() -> "the other waits", () -> waits(project, first + ":a"));
        project.write("go", "");
        assertEquals(0, other.await().exit(), other::toString);
      }
      assertEquals(0, one.await().exit());
    }
    assertEquals("1 2 3", seen(project));
    assertEquals("up_to_date", last(project).status("a"));
  }

  private static boolean waits(Project project, String holder) throws Exception {
    if (project.runs().size() < 2) {
      return false;
    }
    Map<String, Object> job =
        Listing.of(project.pawl("jobs", "--last", "1", "--format", "json")).job("a");
    return "pending".equals(job.get("status"))
        && ("waiting for " + holder).equals(job.get("reason"));
  }

  @Test
  @DisplayName("J65 a dry run lists items and says what is missing; it starts no command")
  void aDryRunSaysWhatIsMissing() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen', foreach: { lines: list } }
            b: { run: 'echo $ITEM >> seen', foreach: { run: 'touch listed; seq 2' } }
            c: { run: ':', foreach: { lines: none } }
            d: { run: ':', needs: a, foreach: { lines: none } }
            """);
    Program.Result first = project.pawl("run", "--dry-run");
    assertDry(first, "run   a  because it is missing");
    assertDry(first, "run   b  because it is missing");
    assertDry(first, "run   c  and fail: its items cannot be listed: cannot read ");
    assertDry(first, "run   d  depends on what a makes");
    run(project, "--job", "a", "--job", "b");
    Files.delete(project.path("listed"));
    project.write("list", "1\n2\n3\n4\n");
    String before = Tree.of(temp);

    Program.Result second = project.pawl("run", "--dry-run");

    assertDry(second, "run   a  because 1 of 4 items is missing");
    assertDry(second, "run   b  decided at start: a command lists its items");
    assertFalse(project.has("listed"));
    project.write("list", "1\n2\n3\n");
    assertDry(project.pawl("run", "--dry-run"), "keep  a  all 3 items are done, complete since");
    assertDry(project.pawl("run", "--dry-run", "--fresh"), "run   a  because --fresh");
    project.write("list", "1\n2\n3\n4\n");
    assertEquals(
        before.replaceAll("(?m)^.* list$", ""), Tree.of(temp).replaceAll("(?m)^.* list$", ""));
  }

  private static void assertDry(Program.Result result, String line) {
    assertEquals(0, result.exit(), result.told());
    assertTrue(result.out().contains("  " + line), () -> "'" + line + "' not in " + result.told());
  }

  @Test
  @DisplayName("L09 an item log that is damaged fails its loop, by file, line and byte, and stays")
  void aDamagedItemLogFailsItsLoop() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo $ITEM >> seen', foreach: { lines: list } }
            b: { run: 'touch b' }
            """);
    run(project);
    seen(project);
    Files.delete(project.path("b"));
    String damaged = project.read(LOG).replace("\"item\":\"1\"", "\"item\":\"9\"");
    project.write(LOG, damaged);

    Program.Result result = launch(project);

    assertEquals(1, result.exit(), result.told());
    String reason = last(project).reason("a");
    assertTrue(reason.startsWith(project.path(LOG) + " is damaged at line 2, byte "), reason);
    assertEquals(damaged, project.read(LOG));
    assertEquals("", seen(project));
    assertTrue(project.has("b"));
  }
}
