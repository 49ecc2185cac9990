package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code $PAWL_PROGRESS}: what a job says of how far it is. */
class ProgressTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  private static Map<String, Object> job(Project project, String name) throws Exception {
    Program.Result result = project.pawl("jobs", "--last", "1", "--format", "json");
    return Listing.of(result).job(name);
  }

  private static Map<String, Object> step(Project project, String name) throws IOException {
    return project
        .read(".pawl/state.jsonl")
        .lines()
        .map(Json::object)
        .filter(line -> name.equals(line.get("step_name")))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  private static List<String> logFiles(RunRecord run) throws IOException {
    try (Stream<Path> files = Files.list(run.folder().resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("L28 J51 what a job told is shown while it runs and kept when it is interrupted")
  void whatAJobToldIsKept() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              update:
                checkpoint: true
                run: echo "523/1000 got b.csv" >"$PAWL_PROGRESS"; sleep %s
              done: { run: echo "3/3 all" >"$PAWL_PROGRESS" }
              mute: { run: touch up; sleep %s }
              never: { run: "true", needs: mute }
            """
                .formatted(nap, nap));
    try (Running pawl = project.program().launch("run", "-j", "4")) {
      Eventually.holds(
          () -> "progress, and the end of 'done'",
          () ->
              project.has("up")
                  && !project.runs().isEmpty()
                  && "523/1000 got b.csv".equals(job(project, "update").get("progress"))
                  && "succeeded".equals(job(project, "done").get("status")));
      assertTrue(project.pawl("jobs").out().contains("  523/1000 got b.csv\n"), "the table");
      assertNull(job(project, "done").get("progress"), "it has done it all");
      assertNull(job(project, "mute").get("progress"));
      pawl.signal("TERM");
      Program.Result result = pawl.await();
      assertEquals(143, result.exit(), result.told());
      String told = "update: interrupted, stopped by SIGTERM; at 523 of 1000: got b.csv\n";
      assertTrue(result.err().contains(told), result.told());
    }
    String reason = "stopped by SIGTERM; at 523 of 1000: got b.csv";
    RunRecord run = project.run();
    assertEquals(reason, run.reason("update"));
    assertEquals("stopped by SIGTERM", run.reason("mute"));
    assertEquals(reason, job(project, "update").get("reason"));
    assertEquals("523/1000 got b.csv", job(project, "update").get("progress"));
    assertNull(job(project, "never").get("progress"));
    String table = project.pawl("jobs").out();
    assertTrue(table.contains("  " + reason + "\n"), table);
    assertFalse(table.contains("523/1000"), "told once");
    assertEquals(
        Map.of("Invalid", "Incomplete: " + reason),
        step(project, "default/update").get("validation_status"));
    assertEquals(List.of(), logFiles(run), "the record has it");
  }

  @Test
  @DisplayName("L28 L06 it is kept when a job fails, is killed, times out or is cancelled")
  void everyBadEndKeepsIt() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              ends:
                jobs:
                  fails: { run: echo 1/9 one >"$PAWL_PROGRESS"; exit 3, checkpoint: true }
                  killed: { run: echo 2/9 two >"$PAWL_PROGRESS"; kill -KILL $$, checkpoint: true }
                  slow: { run: echo 3/9 >"$PAWL_PROGRESS"; sleep %s, timeout: 1s, checkpoint: true }
                  again:
                    run: echo $PAWL_ATTEMPT/9 >"$PAWL_PROGRESS"; exit 1
                    retries: { limit: 2, delay: 1ms }
                  better:
                    run: echo $PAWL_ATTEMPT/9 >"$PAWL_PROGRESS"; test $PAWL_ATTEMPT = 2
                    retries: { limit: 2, delay: 1ms }
              cut:
                fail_fast: true
                jobs:
                  long: { run: echo 4/9 four >"$PAWL_PROGRESS"; touch up; sleep %s, checkpoint: true }
                  bad: { run: 'while [ ! -e up ]; do sleep 0.02; done; exit 1' }
            """
                .formatted(nap, nap));
    Program.Result result = project.pawl("run", "ends", "-j", "8");
    assertEquals(1, result.exit(), result.told());
    for (var end :
        Map.of(
                "fails", "exit code 3; at 1 of 9: one",
                "killed", "killed by SIGKILL; at 2 of 9: two",
                "slow", "timed out after 1s; at 3 of 9",
                "again", "exit code 1; at 3 of 9")
            .entrySet()) {
      assertEquals(end.getValue(), job(project, end.getKey()).get("reason"));
      assertTrue(result.err().contains(end.getValue()), result.told());
    }
    assertTrue(result.err().contains("exit code 1; at 1 of 9; attempt 2 of 3"), result.told());
    assertEquals("3/9", job(project, "again").get("progress"));
    assertNull(job(project, "better").get("progress"));
    assertEquals(
        Map.of("Invalid", "Incomplete: failed: killed by SIGKILL; at 2 of 9: two"),
        step(project, "ends/killed").get("validation_status"));
    assertEquals(List.of(), logFiles(project.run()));

    assertEquals(1, project.pawl("run", "cut", "-j", "2").exit());
    assertEquals("fail_fast: bad failed; at 4 of 9: four", job(project, "long").get("reason"));
    assertEquals(
        Map.of("Invalid", "Incomplete: fail_fast: bad failed; at 4 of 9: four"),
        step(project, "cut/long").get("validation_status"));
  }

  @Test
  @DisplayName("L28 L07 J65 after kill -9 of Pawl it is still found, and looking changes no byte")
  void aKilledPawlLeavesIt() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              update:
                checkpoint: true
                run: |
                  echo "523/1000 got b.csv" >"$PAWL_PROGRESS"
                  test -e go || { touch up; sleep %s; }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      String busy = project.pawl("state").out();
      assertTrue(busy.contains("not finished; at 523 of 1000: got b.csv (run "), busy);
      pawl.signal("KILL");
      pawl.await();
    }
    Eventually.holds(() -> "all is over", () -> Live.marked(nap).isEmpty());
    String before = Tree.of(project.folder());
    assertEquals("523/1000 got b.csv", job(project, "update").get("progress"));
    assertEquals(
        "ended without an exit status; at 523 of 1000: got b.csv",
        job(project, "update").get("reason"));
    for (String look : List.of("state", "state why update", "state show update", "run --dry-run")) {
      Program.Result looked = project.pawl(look.split(" "));
      assertTrue(looked.out().contains("at 523 of 1000: got b.csv"), looked.told());
    }
    assertEquals(before, Tree.of(project.folder()));

    project.write("go", "");
    Program.Result next = project.pawl("run", "--explain");
    assertEquals(0, next.exit(), next.told());
    String why = "it is incomplete: started and not finished; at 523 of 1000: got b.csv";
    assertTrue(next.err().contains("update: runs, because " + why), next.told());
    assertEquals("Valid", step(project, "default/update").get("validation_status"));
  }

  @Test
  @DisplayName("L28 a loop that was killed with Pawl says how many of its items are done")
  void aKilledLoopLeavesItsCount() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: 'test "$ITEM" -lt 3 || sleep %s', foreach: { run: seq 5 } }
            """
                .formatted(nap));
    try (Running pawl = project.program().launch("run", "-j", "1")) {
      Eventually.holds(
          () -> "the third item",
          () -> project.pawl("jobs", "--format", "json").out().contains("\"2/5\""));
      pawl.signal("KILL");
      pawl.await();
    }
    assertEquals(
        "ended without an exit status; processed 2 of 5 items", job(project, "a").get("reason"));
  }

  @Test
  @DisplayName("L28 whatever a job does to the file, the run ends and no escape code is shown")
  void anyFileIsEndured() throws Exception {
    String scripts =
        """
        folder: mkdir "$PAWL_PROGRESS"
        full: mkdir "$PAWL_PROGRESS"; touch "$PAWL_PROGRESS/x"
        pipe: mkfifo "$PAWL_PROGRESS"
        link: ln -s /etc/passwd "$PAWL_PROGRESS"
        empty: touch "$PAWL_PROGRESS"
        huge: truncate -s 1T "$PAWL_PROGRESS"; printf '\\n7/9 end\\n' >>"$PAWL_PROGRESS"
        wide: head -c 1000000 /dev/zero | tr '\\0' x >"$PAWL_PROGRESS"
        noise: head -c 100000 /dev/urandom >"$PAWL_PROGRESS"
        open: printf 5/9 >"$PAWL_PROGRESS"
        cr: printf '1/9\\r2/9 two\\r' >"$PAWL_PROGRESS"
        many: for i in 1 2 3 4 5; do echo "$i/9"; done >"$PAWL_PROGRESS"
        evil: printf '5/9 \\033[2J\\033]0;t\\a\\033[31mred\\233x\\n' >"$PAWL_PROGRESS"
        zero: echo 5/0 >"$PAWL_PROGRESS"
        more: echo 7/5 >"$PAWL_PROGRESS"
        percent: echo '50% there' >"$PAWL_PROGRESS"
        latin: printf '5/9 caf\\351\\n' >"$PAWL_PROGRESS"
        """;
    StringBuilder config = new StringBuilder("jobs:\n");
    for (String script : scripts.lines().toList()) {
      String[] parts = script.split(": ", 2);
      config.append("  %s:\n    run: |\n      %s; exit 1\n".formatted(parts[0], parts[1]));
    }
    Project project = Project.in(temp, config.toString());
    Program.Result result = project.pawl("run", "-j", "4");
    assertEquals(1, result.exit(), result.told());
    RunRecord run = project.run();
    for (String job : List.of("folder", "full", "pipe", "link", "empty", "wide")) {
      assertEquals("exit code 1", run.reason(job), job);
    }
    Map<String, String> told =
        Map.of(
            "huge", "at 7 of 9: end",
            "open", "at 5 of 9",
            "cr", "at 2 of 9: two",
            "many", "at 5 of 9",
            "evil", "at 5 of 9: red\ufffdx",
            "zero", "at 5/0",
            "more", "at 7/5",
            "percent", "at 50% there",
            "latin", "at 5 of 9: caf\ufffd");
    for (var one : told.entrySet()) {
      assertEquals("exit code 1; " + one.getValue(), run.reason(one.getKey()));
    }
    assertTrue(run.reason("noise").startsWith("exit code 1"), run.reason("noise"));
    Program.Result table = project.pawl("jobs");
    for (String text : List.of(result.err(), table.out(), run.reason("noise"))) {
      assertTrue(text.chars().noneMatch(c -> c == 0x1b || c == 7 || c == 0x9b), text);
    }
    assertEquals(List.of("full.progress"), logFiles(run), "a folder that is not empty stays");
  }

  @Test
  @DisplayName("J53 L28 a secret in it becomes *** wherever Pawl writes or shows it")
  void aSecretIsMasked() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              update:
                checkpoint: true
                env: { API_TOKEN: job-5ecret-7f31 }
                run: echo "5/9 $API_TOKEN $CALLER_KEY" >"$PAWL_PROGRESS"; sleep %s
            """
                .formatted(nap));
    Program program = project.program().with("CALLER_KEY", "caller-5ecret-7f32");
    try (Running pawl = program.launch("run", "-v")) {
      Eventually.holds(
          () -> "progress",
          () -> program.run("jobs", "--format", "json").out().contains("\"5/9 *** ***\""));
      String state = program.run("state").out();
      assertTrue(state.contains("at 5 of 9: *** *** (run"), state);
      pawl.signal("INT");
      Program.Result result = pawl.await();
      assertTrue(result.err().contains("at 5 of 9: *** ***"), result.told());
      assertFalse(result.err().contains("5ecret"), result.told());
    }
    assertEquals("stopped by SIGINT; at 5 of 9: *** ***", project.run().reason("update"));
    try (Stream<Path> files = Files.walk(project.path(".pawl"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("5ecret"), file.toString());
      }
    }
  }

  @Test
  @DisplayName("J44 jobs leave no file for it, whether they told any or not")
  void nothingIsLeftBehind() throws Exception {
    StringBuilder config = new StringBuilder("jobs:\n");
    for (int job = 0; job < 300; job++) {
      String run = job % 10 == 0 ? "echo 1/2 >\"$PAWL_PROGRESS\"" : ":";
      config.append("  j%d: { run: '%s' }\n".formatted(job, run));
    }
    Project project = Project.in(temp, config.toString());
    assertEquals(0, project.pawl("run", "-j", "4").exit());
    assertEquals(List.of(), logFiles(project.run()));
  }

  /** Runs on a terminal, by script(1), until the screen has shown a text; then the job may end. */
  private String screen(Project project, String wanted, String... arguments) throws Exception {
    String command = String.join(" ", project.program().command(arguments));
    Path screen = temp.resolve("screen");
    Process script =
        project
            .program()
            .with("SHELL", "/bin/bash")
            .builder(
                List.of("script", "-qec", "stty rows 24 cols 100; exec " + command, "/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    try {
      Eventually.holds(() -> text(screen), () -> text(screen).contains(wanted));
      project.write("go", "");
      assertTrue(script.waitFor(60, TimeUnit.SECONDS), "still running");
      assertEquals(0, script.exitValue(), text(screen));
      return text(screen);
    } finally {
      script.destroyForcibly();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  @DisplayName("L28 on a terminal the row of a job has bar, count, message and last line")
  void aTerminalShowsItLive() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              update:
                run: |
                  echo GET b.csv
                  printf '1/4 \\033[2Jreading\\n' >"$PAWL_PROGRESS"
                  while [ ! -e go ]; do sleep 0.05; done
              other: { run: "true", needs: update }
            """);
    String all = screen(project, "[===>        ] 1/4  reading  GET b.csv", "run");
    assertTrue(all.contains("0/2 jobs, 1 running"), all);
    assertFalse(all.contains("\u001b[2J"), "what the job wrote would clear the screen");
  }

  @Test
  @DisplayName("L28 the only job of a run gets a row when it tells its progress")
  void theOnlyJobHasARowToo() throws Exception {
    Project project =
        Project.in(
            temp.resolve("project"),
            """
            jobs:
              update:
                run: |
                  echo hello
                  echo 1/4 reading >"$PAWL_PROGRESS"
                  while [ ! -e go ]; do sleep 0.05; done
            """);
    String all = screen(project, "1/4  reading  hello", "run", "--color", "never");
    assertTrue(all.contains("update | hello"), all);
    assertTrue(all.contains("0/1 jobs, 1 running"), all);
  }
}
