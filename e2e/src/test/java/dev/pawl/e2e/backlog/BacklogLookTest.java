package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of the items: listings, one item, why it waits, how the whole stands. */
class BacklogLookTest {
  private static final String BLOCKED =
      "{ id: WRK-002, title: 'Two, \"q\"', status: blocked, pipeline: feature, phase: build, size: large,"
          + " tags: [web, slow], description: { problem: 'a\tb', solution: s },"
          + " blocked: { from: in_progress, reason: which database? },"
          + " approved: { by: Ada, at: 2026-11-20T15:47:41Z }, notes: 'n', origin: WRK-001/plan }";

  @TempDir Path temp;

  private static String out(Project project, String... arguments) throws Exception {
    Program.Result result = project.pawl(arguments);
    assertEquals(0, result.exit(), result.told());
    return result.out();
  }

  private static Map<String, Object> object(Project project, String... arguments) throws Exception {
    return Json.object(out(project, arguments));
  }

  @Test
  void aListingIsHadInEveryFormWithTheNamesOfTheFile() throws Exception {
    Project project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), BLOCKED).project();

    assertEquals(
        """
        ID       STATUS   PIPELINE  PHASE  SIZE   IMPACT  TITLE
        WRK-001  ready    feature   -      -      -       Title of WRK-001
        WRK-002  blocked  feature   build  large  -       Two, "q"
          which database?
        """,
        out(project, "backlog"));
    String json = out(project, "backlog", "list", "--format", "json");
    List<?> items = (List<?>) Json.parse(json);
    assertEquals(2, items.size());
    assertEquals(
        "{id=WRK-002, title=Two, \"q\", status=blocked, pipeline=feature, phase=build, pool=main,"
            + " size=large, complexity=null, risk=null, impact=null, dependencies=[],"
            + " tags=[web, slow], description={context=null, problem=a\tb, solution=s, impact=null,"
            + " sizing_rationale=null}, requires_human_review=false, approved={by=Ada,"
            + " at=2026-11-20T15:47:41.000Z}, blocked={from=in_progress, reason=which database?},"
            + " resolution=null, notes=n, origin=WRK-001/plan, created=null, updated=null,"
            + " last_phase_commit=null}",
        items.get(1).toString());
    assertEquals(items, lines(out(project, "backlog", "list", "--format", "ndjson")));
    List<String> csv = out(project, "backlog", "list", "--format", "csv").lines().toList();
    assertTrue(
        csv.getFirst().startsWith("id,title,status,pipeline,phase,pool,size"), csv::toString);
    assertEquals(
        "WRK-002,\"Two, \"\"q\"\"\",blocked,feature,build,main,large,,,,,web slow,\"problem: a\tb",
        csv.get(2));
    String tsv = out(project, "backlog", "list", "--format", "tsv");
    assertTrue(
        tsv.contains("\tproblem: a\\tb\\n\\nsolution: s\tfalse\tAda\t2026-11-20T15:47:41.000Z\t"),
        tsv);
  }

  private static List<?> lines(String text) {
    return text.lines().map(Json::parse).toList();
  }

  @Test
  void aListingIsNarrowedAndAnEmptyOneIsAnEmptyDocument() throws Exception {
    Project project =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", "impact: high"), BLOCKED).project();

    assertTrue(out(project, "backlog", "list", "--status=blocked").contains("WRK-002"));
    assertEquals(
        1,
        lines(
                out(
                    project,
                    "backlog",
                    "list",
                    "--format=ndjson",
                    "--status=ready",
                    "--status=blocked",
                    "--only",
                    "impact=high,low"))
            .size());
    for (String format : List.of("json", "ndjson", "table", "csv", "tsv")) {
      String none = out(project, "backlog", "list", "--only=tag=none", "--format", format);
      switch (format) {
        case "json" -> assertEquals("[]\n", none);
        case "csv", "tsv" -> assertEquals(1, none.lines().count());
        default -> assertEquals("", none);
      }
    }
    Program.Result wrong = project.pawl("backlog", "list", "--status", "blokced");
    assertEquals("pawl: --status blokced: did you mean 'blocked'?\n", wrong.err());
    assertEquals(2, wrong.exit());
    wrong = project.pawl("backlog", "list", "--only", "size", "--only", "tag=");
    assertEquals(2, wrong.exit());
    assertEquals(2, wrong.err().lines().count(), wrong.err());
  }

  @Test
  void oneItemIsShownWithItsHistoryItsFolderAndItsJobs() throws Exception {
    WorkProject work =
        WorkProject.in(temp, TWO_PHASES, ready("WRK-001", "dependencies: [WRK-002]"));
    work.project()
        .write(
            "BACKLOG.yaml",
            work.backlog()
                .replace("next_id: 0", "next_id: 2")
                .replace("dependencies", "tags: [a], dependencies"));
    work.act("WRK-001.plan", "mkdir -p changes/WRK-001_x; result phase_complete 'thought it over'");
    work.act("WRK-001.build", "result blocked 'which database?'");
    work.work();

    String text = out(work.project(), "backlog", "show", "WRK-001");

    assertTrue(text.contains("item          WRK-001 Title of WRK-001\n"), text);
    assertTrue(text.contains("status        blocked from in_progress: which database?\n"), text);
    assertTrue(text.contains("phase         build (main)\n"), text);
    assertTrue(text.contains("needs         WRK-002 (done)\n"), text);
    assertTrue(text.contains("folder        changes/WRK-001_x\n"), text);
    assertTrue(text.contains(" plan phase_complete: thought it over\n"), text);
    assertTrue(text.contains("  WRK-001.plan succeeded\n"), text);
    Map<String, Object> json =
        object(work.project(), "backlog", "show", "WRK-001", "--format", "json");
    assertEquals("changes/WRK-001_x", json.get("folder"));
    assertTrue(json.get("history").toString().contains("summary=thought it over"), json::toString);
    assertTrue(json.get("last_run").toString().contains("name=WRK-001.plan"), json::toString);
  }

  @Test
  @DisplayName("B10 B17 B19 why names the needs that are not met, whatever the filter")
  void why() throws Exception {
    Project project =
        WorkProject.in(
                temp,
                TWO_PHASES,
                ready("WRK-001", ""),
                "{ id: WRK-002, title: T, status: done, resolution: closed }",
                ready("WRK-003", "dependencies: [WRK-001, WRK-002], impact: high"),
                "{ id: WRK-004, title: T, status: new, dependencies: [WRK-001] }",
                ready("WRK-005", "risk: high"),
                "{ id: WRK-006, title: T, status: blocked, blocked: { from: new, reason: 'a or b?' } }")
            .project();

    assertEquals(
        "WRK-001 is ready: the next 'pawl work' promotes it\n",
        out(project, "backlog", "why", "WRK-001"));
    assertEquals(
        "WRK-002 is done: it was closed, so what needs it stays unmet\n",
        out(project, "backlog", "why", "WRK-002"));
    String needs = out(project, "backlog", "why", "WRK-003");
    assertTrue(needs.startsWith("WRK-003 is ready: it needs WRK-001 (ready), WRK-002, "), needs);
    assertTrue(needs.contains("closed"), needs);
    assertEquals(
        "WRK-004 is new: it needs WRK-001 (ready)\n", out(project, "backlog", "why", "WRK-004"));
    assertEquals(
        "WRK-006 is blocked: a or b?, and waits for a person\n  pawl backlog unblock WRK-006\n",
        out(project, "backlog", "why", "WRK-006"));
    Program.Result preview = project.pawl("work", "--only", "impact=high", "--dry-run");
    assertTrue(preview.out().contains("WRK-003 waits: it needs WRK-001"), preview.told());
  }

  @Test
  void statusTellsCountsBlockedItemsWhatIsNextAndTheLastHalt() throws Exception {
    WorkProject work = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), BLOCKED);
    work.act("WRK-001.plan", "result blocked 'red or blue?'");
    work.work();

    String text = out(work.project(), "status");

    assertTrue(text.startsWith("backlog   2 items: 2 blocked\n"), text);
    assertTrue(text.contains("work      nothing works now; 'pawl work' begins\n"), text);
    assertTrue(text.contains("    red or blue?\n    pawl backlog unblock WRK-001\n"), text);
    assertTrue(text.contains("last halt\n"), text);
    assertTrue(text.contains(": all_blocked: WRK-001 is blocked: red or blue?"), text);
    Map<String, Object> json = object(work.project(), "status", "--format", "json");
    assertEquals(
        "{new=0, scoping=0, ready=0, in_progress=0, done=0, blocked=2}",
        json.get("items").toString());
    assertEquals(null, json.get("work"));
    assertTrue(json.get("last_halt").toString().contains("halt=all_blocked"), json::toString);
    work.project().pawl("backlog", "unblock", "WRK-001");
    String next = out(work.project(), "status");
    assertTrue(next.contains("next\n  WRK-001 is given to an agent: plan\n"), next);
  }

  @Test
  void withoutPipelinesAndItemsStatusSaysWhatToDo() throws Exception {
    Project project = Project.in(temp, "project: { prefix: WRK }\n");
    project.write("BACKLOG.yaml", "schema_version: 4\nnext_id: 0\nitems: []\n");

    assertEquals(
        "backlog   no items yet; 'pawl backlog add TITLE' adds one\n"
            + "work      nothing works now; 'pawl work' begins\n",
        out(project, "status"));
    project.pawl("backlog", "add", "One");
    assertEquals(
        "WRK-001 is new: pawl.yml has no pipelines; 'pawl init --backlog' writes a first one\n",
        out(project, "backlog", "why", "WRK-001"));
  }

  @Test
  void whoLooksChangesNoByteAndWaitsForNoLock() throws Exception {
    WorkProject work = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), BLOCKED);
    work.work("--cap", "1");
    Project project = work.project();
    String before = Tree.of(project.folder());

    for (List<String> call :
        List.of(
            List.of("status"),
            List.of("status", "--format", "json"),
            List.of("backlog"),
            List.of("backlog", "show", "WRK-001"),
            List.of("backlog", "why", "WRK-001"),
            List.of("__complete", "backlog", "show", ""))) {
      out(project, call.toArray(String[]::new));
    }

    assertEquals(before, Tree.of(project.folder()));
  }

  @Test
  void completionsKnowWordsOptionsItemsAndPhases() throws Exception {
    Project project = WorkProject.in(temp, TWO_PHASES, ready("WRK-001", ""), BLOCKED).project();

    assertEquals("unblock\n", out(project, "__complete", "backlog", "un"));
    assertEquals("WRK-001\nWRK-002\n", out(project, "__complete", "backlog", "show", ""));
    assertEquals("WRK-002\n", out(project, "__complete", "backlog", "unblock", "W"));
    assertEquals("", out(project, "__complete", "backlog", "block", "WRK-001", ""));
    assertEquals("--to\n", out(project, "__complete", "backlog", "advance", "WRK-002", "--t"));
    assertEquals(
        "plan\nbuild\n", out(project, "__complete", "backlog", "advance", "WRK-002", "--to", ""));
    assertEquals("feature\n", out(project, "__complete", "backlog", "add", "--pipeline", ""));
    assertEquals("web\nslow\n", out(project, "__complete", "backlog", "edit", "X", "--tag", ""));
    assertEquals("WRK-001\n", out(project, "__complete", "work", "--target", "WRK-001"));
  }
}
