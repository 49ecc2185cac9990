package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pawl jobs} and {@code pawl logs} show of runs that were. */
class ListingTest {
  private static final String MIXED =
      """
      jobs:
        good: { run: "echo one; echo two", tags: [x, y] }
        bad: { run: "echo oops; exit 3", retries: { limit: 1, delay: 1ms }, needs: good }
        after: { run: "true", needs: bad }
        tab: { run: "true", skip: [{ env: PATH, desc: "one\\ttwo" }] }
      """;

  @TempDir Path folder;

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> runs(Program.Result result) {
    return (List<Map<String, Object>>) Json.parse(result.out());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> object, String name) {
    return (List<Map<String, Object>>) object.get(name);
  }

  @Test
  @DisplayName("J01 no jobs: success, one run record, and a placeholder in the listing")
  void noJobs() throws Exception {
    Project project = Project.in(folder, "workflows:\n  empty: { jobs: {} }\n");

    Program.Result run = project.pawl("run");
    assertEquals(0, run.exit(), run.told());
    Program.Result table = project.pawl("jobs");
    assertTrue(table.out().contains("(no jobs)"), table.told());
    Map<String, Object> only = runs(project.pawl("jobs", "--format", "json")).getFirst();
    assertEquals("succeeded", only.get("status"));
    assertEquals(List.of(), only.get("jobs"));
  }

  @Test
  void theTableHasALineForEachRunAndNoCodeForAServiceThatWasStoppedWithIt() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              server: { service: true, run: exec sleep 1000 }
              client: { run: exit 3, needs: server }
            """);
    assertEquals(1, project.pawl("run").exit());

    String table = project.pawl("jobs").out();
    String id = project.run().id();
    String forms =
        """
        RUN  STATUS  EXIT  STARTED  TIME  REASON
        ID default  failed  1  DATE TIME  SECONDS s  -
          server  succeeded  -  DATE TIME  SECONDS s  -
          client  failed  3  DATE TIME  SECONDS s  exit code 3
        """;
    String form =
        table
            .replace(id, "ID")
            .replaceAll("[0-9]{4}-[0-9-]{5} [0-9:]{8}", "DATE TIME")
            .replaceAll("[0-9]+[.][0-9] s", "SECONDS s")
            .replaceAll("(?<=[^ \\n]) {2,}", "  ");
    assertEquals(forms, form, table);
  }

  @Test
  void aRunThatPrintedNothingSaysSo() throws Exception {
    Project project = Project.in(folder, "jobs: { a: { run: \"true\" } }\n");
    assertEquals(0, project.pawl("run").exit());

    Program.Result logs = project.pawl("logs", "last");
    assertEquals("", logs.out());
    String run = project.run().id();
    assertEquals("pawl: run " + run + " has printed nothing: succeeded\n", logs.err());
    assertEquals(
        "pawl: no job and no run 'lsat'; did you mean 'last'?\n",
        project.pawl("logs", "lsat").err());
    assertEquals(
        "pawl: no job and no run 'nope'; 'pawl jobs --all' lists what there is\n",
        project.pawl("logs", "nope").err());
    assertEquals(
        "pawl: no workflow 'nope'; there is only default\n", project.pawl("run", "nope").err());
  }

  @Test
  @DisplayName("J51 jobs as json has exactly the documented fields, times in UTC, attempts listed")
  void json() throws Exception {
    Project project = Project.in(folder, MIXED);
    assertEquals(1, project.pawl("run").exit());

    Map<String, Object> run = runs(project.pawl("jobs", "--format", "json")).getFirst();
    assertEquals(
        List.of(
            "run",
            "workflow",
            "status",
            "reason",
            "parent",
            "started_at",
            "finished_at",
            "exit_code",
            "jobs"),
        List.copyOf(run.keySet()));
    assertTrue(
        run.get("started_at").toString().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z"));
    assertNull(run.get("parent"));
    Map<String, Object> bad = list(run, "jobs").get(1);
    assertEquals(
        List.of(
            "name",
            "status",
            "cause",
            "reason",
            "background",
            "exit_code",
            "signal",
            "started_at",
            "finished_at",
            "duration_ms",
            "needs",
            "tags",
            "progress",
            "log",
            "log_bytes",
            "attempts"),
        List.copyOf(bad.keySet()));
    assertEquals("exit code 3", bad.get("reason"));
    assertNotNull(bad.get("duration_ms"));
    List<Map<String, Object>> attempts = list(bad, "attempts");
    assertEquals(2, attempts.size());
    assertEquals(
        List.of(
            "number",
            "outcome",
            "exit_code",
            "signal",
            "started_at",
            "finished_at",
            "log",
            "log_bytes"),
        List.copyOf(attempts.getFirst().keySet()));
    assertEquals("oops\n", project.read(attempts.getLast().get("log").toString()));
    assertNull(list(run, "jobs").get(2).get("exit_code"));
  }

  @Test
  @DisplayName("J52 every format parses, filters are ANDed, a misspelt status is exit 2")
  void formats() throws Exception {
    Project project = Project.in(folder, MIXED);
    project.pawl("run");
    project.pawl("run", "--job", "good");

    Program.Result lines = project.pawl("jobs", "--format", "ndjson");
    assertEquals(2, lines.out().lines().map(Json::object).count());
    List<String> csv = project.pawl("jobs", "--format", "csv").out().lines().toList();
    assertEquals(9, csv.size());
    assertTrue(csv.getFirst().startsWith("run,workflow,run_status,"), csv.getFirst());
    assertTrue(csv.stream().anyMatch(line -> line.contains("\"needs bad, which failed\"")));
    List<String> tsv = project.pawl("jobs", "--format", "tsv").out().lines().toList();
    int columns = tsv.getFirst().split("\t", -1).length;
    assertTrue(tsv.stream().allMatch(line -> line.split("\t", -1).length == columns));
    assertTrue(tsv.stream().anyMatch(line -> line.contains("\tone\\ttwo\t")), tsv.toString());

    Program.Result failed =
        project.pawl("jobs", "--status", "failed", "--workflow", "default", "--format", "json");
    assertEquals(1, runs(failed).size());
    assertEquals(1, list(runs(failed).getFirst(), "jobs").size());
    for (String format : List.of("json", "ndjson", "csv", "tsv", "table")) {
      Program.Result none =
          project.pawl("jobs", "--status", "failed", "--workflow", "other", "--format", format);
      assertEquals(0, none.exit(), none.told());
      int expected = format.equals("json") || format.endsWith("sv") ? 1 : 0;
      assertEquals(expected, none.out().lines().count(), none.told());
    }
    Program.Result misspelt = project.pawl("jobs", "--status", "faild");
    assertEquals(2, misspelt.exit());
    assertTrue(misspelt.err().contains("did you mean 'failed'?"), misspelt.told());
  }

  @Test
  void logsAreFoundByJobByRunByAttemptAndByLast() throws Exception {
    Project project = Project.in(folder, MIXED);
    project.pawl("run");
    String run = project.run().id();

    assertEquals("one\ntwo\n", project.pawl("logs", "good").out());
    assertEquals("two\n", project.pawl("logs", "last:good", "--tail", "1").out());
    assertEquals("oops\n", project.pawl("logs", run + ":bad@1").out());
    assertEquals(
        "good | one\ngood | two\nbad | oops\nbad | oops\n", project.pawl("logs", run).out());
    Program.Result silent = project.pawl("logs", "after");
    assertEquals("", silent.out());
    assertTrue(silent.err().contains("needs bad, which failed"), silent.told());
    Program.Result unknown = project.pawl("logs", "goood");
    assertEquals(2, unknown.exit());
    assertTrue(unknown.err().contains("did you mean 'good'?"), unknown.told());
    assertEquals(2, project.pawl("logs", "bad@3").exit());
  }

  @Test
  void aWordThatIsAJobAndARunIsRefusedWithBothForms() throws Exception {
    Project project = Project.in(folder, "jobs:\n  \"2\": { run: echo two }\n");
    project.pawl("run");

    Program.Result result = project.pawl("logs", "2");
    assertEquals(2, result.exit());
    String run = project.run().id();
    assertTrue(result.err().contains("write " + run + " or " + run + ":2"), result.told());
    assertEquals("two\n", project.pawl("logs", run + ":2").out());
  }

  @Test
  @DisplayName("J48 logs -f follows a running job and ends when the job does")
  void follow() throws Exception {
    Project project = Project.in(folder, "jobs:\n  slow: { run: echo one; sleep 2; echo two }\n");
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "the job has begun", () -> run.out().contains("slow | one"));
      Program.Result followed = project.pawl("logs", "slow", "-f");
      assertEquals("one\ntwo\n", followed.out());
      assertEquals(0, run.await().exit());
    }
  }

  @Test
  @DisplayName("J65 looking leaves every byte as it was, also after a kill -9")
  void looking() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              bad: { run: "echo oops; exit 3" }
              long: { run: sleep 60 }
              asks: { run: "true", skip: [{ run: "echo x >> asked; false" }] }
            """);
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "bad ends", () -> run.err().contains("bad: failed"));
      Eventually.holds(() -> "long lives", () -> project.run().hasStarted("long"));
      run.signal("KILL");
      run.await();
      String scope = "PAWL_SCOPE=" + project.run().id();
      Eventually.holds(() -> "nothing is left", () -> Live.marked(scope).isEmpty());
    }
    assertEquals("x\n", project.read("asked"));
    Map<String, String> before = bytes(project.folder());

    for (List<String> look :
        List.of(
            List.of("validate"),
            List.of("graph"),
            List.of("jobs", "--all"),
            List.of("logs", "last"),
            List.of("run", "--dry-run"),
            List.of("doctor"),
            List.of("schema"))) {
      Program.Result result = project.pawl(look.toArray(new String[0]));
      assertEquals(0, result.exit(), result.told());
      assertEquals(before, bytes(project.folder()), look.toString());
    }
    Map<String, Object> run = runs(project.pawl("jobs", "--format", "json")).getFirst();
    assertEquals("interrupted", run.get("status"));
    assertFalse(project.pawl("jobs").out().contains("running"));
  }

  private static Map<String, String> bytes(Path folder) throws Exception {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String content =
            Files.isRegularFile(file) ? new String(Files.readAllBytes(file), "ISO-8859-1") : "";
        bytes.put(file.toString(), Files.getLastModifiedTime(file) + " " + content);
      }
    }
    return bytes;
  }
}
