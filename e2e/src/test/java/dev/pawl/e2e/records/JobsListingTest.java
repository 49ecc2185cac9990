package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pawl jobs, in every format, over the same two runs of two workflows. */
class JobsListingTest {
  private static final List<String> RUN_FIELDS =
      List.of(
          "run",
          "workflow",
          "status",
          "reason",
          "parent",
          "started_at",
          "finished_at",
          "exit_code",
          "jobs");
  private static final List<String> JOB_FIELDS =
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
          "attempts");
  private static final List<String> ATTEMPT_FIELDS =
      List.of(
          "number",
          "outcome",
          "exit_code",
          "signal",
          "started_at",
          "finished_at",
          "log",
          "log_bytes");

  @TempDir static Path temp;
  private static Project project;

  @BeforeAll
  static void twoRuns() throws Exception {
    project =
        Project.in(
            temp,
            """
            workflows:
              first:
                jobs:
                  ok: { run: echo hello, tags: [quick, "a.b"] }
                  flaky:
                    run: 'echo "$PAWL_ATTEMPT"; test "$PAWL_ATTEMPT" = 2'
                    retries: { limit: 1, delay: 10ms }
                  shot: { run: kill -KILL $$ }
                  bad: { run: "echo oops; exit 3", retries: { limit: 1, delay: 1ms } }
                  behind: { run: echo x, needs: [ok, shot] }
                  off: { run: echo x, skip: [{ exists: pawl.yml, desc: "tab\\t, \\"quoted\\"\\nline \\\\ end" }] }
              second:
                jobs: { only: { run: echo fine } }
            """);
    assertEquals(1, project.pawl("run", "first").exit());
    assertEquals(0, project.pawl("run", "second").exit());
  }

  @Test
  @DisplayName("J51 json has exactly the fields of the design, on runs, jobs and attempts")
  @SuppressWarnings("unchecked")
  void jsonHasExactlyTheFieldsOfTheDesign() throws Exception {
    for (Map<String, Object> run : listed("--format", "json")) {
      assertEquals(RUN_FIELDS, List.copyOf(run.keySet()));
      for (Map<String, Object> job : (List<Map<String, Object>>) run.get("jobs")) {
        assertEquals(JOB_FIELDS, List.copyOf(job.keySet()));
        for (Map<String, Object> attempt : (List<Map<String, Object>>) job.get("attempts")) {
          assertEquals(ATTEMPT_FIELDS, List.copyOf(attempt.keySet()));
        }
      }
    }
  }

  @Test
  @DisplayName("J51 the newest run comes first, and what is missing is null")
  @SuppressWarnings("unchecked")
  void theNewestRunComesFirst() throws Exception {
    List<Map<String, Object>> runs = listed("--format", "json");

    assertEquals(List.of("second", "first"), runs.stream().map(r -> r.get("workflow")).toList());
    Map<String, Object> run = runs.getLast();
    assertEquals("failed", run.get("status"));
    assertEquals(1L, run.get("exit_code"));
    assertNull(run.get("parent"));
    Map<String, Object> off = Listing.job(run, "off");
    for (String field : List.of("exit_code", "signal", "started_at", "progress", "log")) {
      assertNull(off.get(field), field);
    }
    assertEquals(List.of(), off.get("attempts"));
    assertEquals(List.of(), off.get("needs"));
    assertEquals("condition", off.get("cause"));
    Map<String, Object> shot = Listing.job(run, "shot");
    assertEquals(137L, shot.get("exit_code"));
    assertEquals(9L, shot.get("signal"));
    assertEquals("dep_failed", Listing.job(run, "behind").get("status"));
    assertNull(Listing.job(run, "behind").get("exit_code"));
    assertEquals(List.of("ok", "shot"), Listing.job(run, "behind").get("needs"));
    Map<String, Object> ok = Listing.job(run, "ok");
    assertEquals(List.of("quick", "a.b"), ok.get("tags"));
    assertNull(ok.get("signal"));
    assertEquals(6L, ok.get("log_bytes"));
    assertEquals("hello\n", project.read(ok.get("log").toString()), "relative to the project");
    List<Map<String, Object>> attempts =
        (List<Map<String, Object>>) Listing.job(run, "flaky").get("attempts");
    assertEquals(List.of(1L, 2L), attempts.stream().map(a -> a.get("number")).toList());
    assertEquals(
        List.of("failed", "succeeded"), attempts.stream().map(a -> a.get("outcome")).toList());
    assertEquals("2\n", project.read(attempts.getLast().get("log").toString()));
    Map<String, Object> bad = Listing.job(run, "bad");
    assertEquals("exit code 3", bad.get("reason"));
    List<Map<String, Object>> failures = (List<Map<String, Object>>) bad.get("attempts");
    assertEquals(2, failures.size());
    assertEquals("oops\n", project.read(failures.getLast().get("log").toString()));
  }

  @Test
  @DisplayName("J51 times are RFC 3339 in UTC and agree with each other")
  void timesAgreeWithEachOther() throws Exception {
    for (Map<String, Object> run : listed("--format", "json")) {
      Instant start = time(run.get("started_at"));
      Instant end = time(run.get("finished_at"));
      assertFalse(end.isBefore(start));
      for (String name : List.of("ok", "flaky", "bad", "only")) {
        if (run.get("jobs").toString().contains("name=" + name + ",")) {
          Map<String, Object> job = Listing.job(run, name);
          Instant from = time(job.get("started_at"));
          Instant to = time(job.get("finished_at"));
          assertFalse(from.isBefore(start) || to.isAfter(end) || to.isBefore(from), job::toString);
          assertEquals(Duration.between(from, to).toMillis(), job.get("duration_ms"));
        }
      }
    }
  }

  private static Instant time(Object text) {
    assertTrue(
        text.toString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
        text::toString);
    return Instant.parse(text.toString());
  }

  @Test
  @DisplayName("J52 ndjson is a run per line, each as in json, and jq reads both")
  void ndjsonIsARunPerLine() throws Exception {
    Program.Result lines = project.pawl("jobs", "--format", "ndjson");
    Program.Result json = project.pawl("jobs", "--format", "json");

    assertEquals(
        Listing.of(json).runs(), lines.out().lines().map(Json::object).toList(), lines.told());
    Path jq = Path.of("/usr/bin/jq");
    if (Files.isExecutable(jq)) {
      assertEquals("6\n", piped(json.out(), "/usr/bin/jq", "-r", ".[1].jobs|length"));
      assertEquals("second\nfirst\n", piped(lines.out(), "/usr/bin/jq", "-r", ".workflow"));
    }
  }

  private String piped(String in, String... command) throws Exception {
    project.write("in", in);
    Process process =
        new ProcessBuilder(command).redirectInput(project.path("in").toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out;
  }

  @Test
  @DisplayName(
      "J52 csv and tsv have a job per line with the run's columns first, whatever a value holds")
  void csvAndTsvHaveAJobPerLine() throws Exception {
    String reason = "tab\t, \"quoted\"\nline \\ end";

    String written = project.pawl("jobs", "--format", "csv").out();
    List<List<String>> csv = csv(written);
    List<List<String>> tsv =
        project
            .pawl("jobs", "--format", "tsv")
            .out()
            .lines()
            .map(line -> List.of(line.split("\t", -1)))
            .toList();

    for (List<List<String>> table : List.of(csv, tsv)) {
      assertEquals(8, table.size(), table::toString);
      List<String> header = table.getFirst();
      assertEquals(List.of("run", "workflow", "run_status"), header.subList(0, 3));
      table.forEach(row -> assertEquals(header.size(), row.size(), row::toString));
      assertTrue(header.containsAll(List.of("workflow", "cause", "exit_code", "duration_ms")));
    }
    assertTrue(csv.stream().anyMatch(row -> row.contains(reason)), csv::toString);
    assertTrue(written.contains("\"needs shot, which failed\""), written);
    String escaped = reason.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    assertTrue(tsv.stream().anyMatch(row -> row.contains(escaped)), tsv::toString);
  }

  /** Records by RFC 4180. */
  private static List<List<String>> csv(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        field.append(text.charAt(++at));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        record.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          records.add(List.copyOf(record));
          record.clear();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    assertFalse(quoted, "a quote is open at the end");
    return records;
  }

  @Test
  @DisplayName("J52 filters are ANDed; no match is an empty document; a misspelt status is refused")
  void filtersAreAnded() throws Exception {
    assertEquals(1, listed("--format", "json", "--workflow", "second").size());
    List<Map<String, Object>> failed =
        listed("--format", "json", "--status", "failed", "--workflow", "first");
    assertEquals(List.of("shot", "bad"), names(failed.getFirst()));
    assertEquals(1, listed("--format", "json", "--status", "failed").size());
    assertEquals(1, listed("--format", "json", "--last", "1").size());
    assertEquals(2, listed("--format", "json", "--all").size());
    List<String> none = List.of("--workflow", "second", "--status", "failed", "--format");
    assertEquals("[]", told(none, "json").strip());
    assertEquals("", told(none, "ndjson"));
    assertEquals(1, told(none, "csv").lines().count(), "the header");
    assertEquals(1, told(none, "tsv").lines().count(), "the header");
    assertEquals("", told(none, "table"));

    Program.Result misspelt = project.pawl("jobs", "--status", "faild");
    assertEquals(2, misspelt.exit(), misspelt.told());
    assertTrue(misspelt.err().contains("did you mean 'failed'?"), misspelt.told());
    assertEquals("", misspelt.out());
    assertEquals(2, project.pawl("jobs", "--format", "xml").exit());
  }

  @SuppressWarnings("unchecked")
  private static List<Object> names(Map<String, Object> run) {
    List<Map<String, Object>> jobs = (List<Map<String, Object>>) run.get("jobs");
    return jobs.stream().map(job -> job.get("name")).toList();
  }

  private String told(List<String> options, String format) throws Exception {
    List<String> line = new ArrayList<>(List.of("jobs"));
    line.addAll(options);
    line.add(format);
    Program.Result result = project.pawl(line.toArray(String[]::new));
    assertEquals(0, result.exit(), result.told());
    return result.out();
  }

  @Test
  @DisplayName("J52 --run takes the beginning of an id; one that no run has is an empty document")
  void runTakesTheBeginningOfAnId() throws Exception {
    String id = project.runs().getFirst().getFileName().toString();

    List<Map<String, Object>> runs = listed("--format", "json", "--run", id.substring(0, 18));
    assertEquals(List.of(id), runs.stream().map(run -> run.get("run")).toList());
    assertEquals(List.of(), listed("--format", "json", "--run", "19700101"));
  }

  @Test
  @DisplayName(
      "J52 the table is for people: every run and job, no escape codes, no raw line breaks")
  void theTableIsForPeople() throws Exception {
    Program.Result table = project.pawl("jobs");

    assertEquals(0, table.exit(), table.told());
    assertEquals("", table.err());
    for (Path run : project.runs()) {
      assertTrue(table.out().contains(run.getFileName().toString()), table.told());
    }
    for (String word : List.of("ok", "flaky", "shot", "behind", "off", "only", "dep_failed")) {
      assertTrue(table.out().contains(word), word + ": " + table.told());
    }
    assertFalse(table.out().contains("\u001b"));
    assertTrue(table.out().lines().noneMatch(line -> line.startsWith("line ")), table.told());
  }

  @Test
  @DisplayName("J01 no jobs: success, one run record, and a placeholder in the listing")
  void noJobs(@TempDir Path folder) throws Exception {
    Project other = Project.in(folder, "workflows:\n  empty: { jobs: {} }\n");

    Program.Result run = other.pawl("run");
    assertEquals(0, run.exit(), run.told());
    Program.Result table = other.pawl("jobs");
    assertTrue(table.out().contains("(no jobs)"), table.told());
    Map<String, Object> only = Listing.of(other.pawl("jobs", "--format", "json")).run();
    assertEquals("succeeded", only.get("status"));
    assertEquals(List.of(), only.get("jobs"));
  }

  @Test
  void theTableHasALineForEachRunAndNoCodeForAServiceThatWasStoppedWithIt(@TempDir Path folder)
      throws Exception {
    Project other =
        Project.in(
            folder,
            """
            jobs:
              server: { service: true, run: exec sleep 1000 }
              client: { run: exit 3, needs: server }
            """);
    assertEquals(1, other.pawl("run").exit());

    String table = other.pawl("jobs").out();
    String id = other.run().id();
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
  @DisplayName("J52 the table shows the last lines of a failed job, harmless, and of no other")
  void theTableShowsTheLastLinesOfAFailedJob() throws Exception {
    Project own =
        Project.in(
            temp.resolve("lines"),
            """
            jobs:
              bad: { run: 'for i in 1 2 3 4; do echo "line $i"; done; printf "\\033[31mred"; exit 1' }
              good: { run: echo fine }
            """);
    assertEquals(1, own.pawl("run").exit());

    String table = own.pawl("jobs").out();

    assertTrue(table.contains("exit code 1\n    line 3\n    line 4\n"), table);
    assertFalse(table.contains("line 2") || table.contains("fine"), table);
    assertFalse(table.contains("\033"), table);
  }

  @Test
  @DisplayName("J52 a listing whose reader has gone ends quietly")
  void aListingWhoseReaderHasGoneEndsQuietly() throws Exception {
    List<String> jobs = project.program().command("jobs", "--format", "json");
    List<String> logs = project.program().command("logs", "ok");
    for (List<String> command : List.of(jobs, logs)) {
      String quoted = "'" + String.join("' '", command) + "'";
      String script = "{ sleep 0.2; %s; echo $? >code; } 2>err | true; cat err".formatted(quoted);
      Process process = project.program().builder(List.of("bash", "-c", script)).start();
      String err = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertEquals("", err);
      assertEquals("0\n", project.read("code"));
    }
  }

  private List<Map<String, Object>> listed(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("jobs"));
    line.addAll(List.of(options));
    return Listing.of(project.pawl(line.toArray(String[]::new))).runs();
  }
}
