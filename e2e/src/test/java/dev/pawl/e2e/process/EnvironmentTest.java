package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job finds around it. */
class EnvironmentTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J35 job env wins over defaults, these over the workflow's, that over the caller's")
  void theNearestVariableWins() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                env: { A: workflow, B: workflow, C: workflow, D: workflow }
                defaults: { env: { B: defaults, C: defaults, D: defaults } }
                jobs:
                  a:
                    env: { C: job, D: job, EMPTY: "" }
                    run: echo "$A $B $C $D $E [${EMPTY-unset}]"
            """);
    Program program = project.program();
    for (String name : List.of("A", "B", "C", "D", "E", "EMPTY")) {
      program = program.with(name, "caller");
    }

    Program.Result result = program.run("run", "--env", "D=option");

    assertEquals(0, result.exit(), result.told());
    assertEquals("workflow defaults job option caller []\n", project.run().log("a"));
  }

  @Test
  @DisplayName("J35 the PAWL_ variables are set, whatever the caller's are")
  void theOwnVariablesAreSet() throws Exception {
    Project project =
        Project.in(
            temp.resolve("with space"),
            """
            workflows:
              build:
                jobs:
                  a:
                    dir: sub
                    run: |
                      echo "$PAWL_PROJECT|$PAWL_WORKFLOW|$PAWL_RUN|$PAWL_JOB|$PAWL_ATTEMPT"
                      echo "$PAWL_SCOPE"
                      pwd
                      echo 1/2 half >"$PAWL_PROGRESS"
            """);
    Files.createDirectory(project.path("sub"));

    Program.Result result =
        project.program().with("PAWL_JOB", "caller's").with("PAWL_RUN", "caller's").run("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    List<String> log = run.log("a").lines().toList();
    assertEquals(project.folder() + "|build|" + run.id() + "|a|1", log.get(0));
    assertEquals(run.id() + ":a:1", log.get(1));
    assertEquals(project.path("sub").toString(), log.get(2));
  }

  @Test
  @DisplayName("J35 a value with quotes, newlines and $(...) arrives unchanged")
  void anyValueArrivesUnchanged() throws Exception {
    String value = "it's \"quoted\"\n$(touch hacked) `touch hacked` \\ $HOME * %s\n\n\t#x: [y";
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                env: { JOB: "it's \\"quoted\\"\\n$(touch hacked) `touch hacked` \\\\ $HOME * %s\\n\\n\\t#x: [y" }
                run: printf '%s|' "$JOB" "$CALLER" "$OPTION"
            """);

    Program.Result result =
        project.program().with("CALLER", value).run("run", "--env", "OPTION=" + value);

    assertEquals(0, result.exit(), result.told());
    assertEquals((value + "|").repeat(3), project.run().log("a"));
    assertTrue(!project.has("hacked"));
  }

  @Test
  @DisplayName("neighbour of J35: the caller's bytes that are no UTF-8 arrive unchanged")
  void bytesThatAreNoTextArriveUnchanged() throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs: { a: { run: \"printf %s \\\"$RAW\\\" | od -An -tx1; echo $LONG | wc -c\" } }");
    String script = "RAW=$(printf '\\377\\376x\\200'); export RAW; exec \"$@\"";

    Program.Result result =
        project
            .program()
            .with("LONG", "l".repeat(100_000))
            .with("LC_ALL", "C")
            .under("sh", "-c", script, "sh")
            .run("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("ff fe 78 80\n100001", project.run().log("a").strip());
  }

  @ParameterizedTest
  @DisplayName("neighbour of J35: LC_ALL arrives as the caller has it")
  @ValueSource(strings = {"unset LC_ALL", "export LC_ALL=", "export LC_ALL=xx"})
  void theLocaleArrivesUnchanged(String setting) throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: 'echo \"${LC_ALL-unset}$PAWL_LC_ALL\"' } }");

    Program.Result result =
        project.program().under("sh", "-c", setting + "; exec \"$@\"", "sh").run("run");

    assertEquals(0, result.exit(), result.told());
    String value = setting.startsWith("unset") ? "unset" : setting.replace("export LC_ALL=", "");
    assertEquals(value + "\n", project.run().log("a"));
  }

  @Test
  @DisplayName("J63 a job has no inherited descriptor, and no blocked or ignored signal")
  void aJobInheritsNeitherDescriptorsNorSignals() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              fds: { run: "for f in $(seq 0 776); do test ! -e /proc/$$/fd/$f || echo $f; done" }
              signals: { run: "grep -E '^Sig(Blk|Ign)' /proc/self/status" }
              limit: { run: "ulimit -n; ulimit -Hn" }
              outputs: { run: "echo out >/dev/stdout; echo err >/dev/stderr; echo fd >/proc/self/fd/1" }
              session: { run: "cut -d' ' -f1,5,6 /proc/$$/stat; echo $$; exec </dev/tty" }
            """);
    // Descriptors left open, a signal ignored and a limit of its own, as a strange caller has them.
    String script = "trap '' HUP PIPE USR1; exec 7</dev/null 8</dev/null; exec \"$@\"";

    Program.Result result =
        project
            .program()
            .under("prlimit", "--nofile=777:4321", "bash", "-c", script, "bash")
            .run("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), "session fails: it has no terminal");
    assertAll(
        () -> assertEquals("0\n1\n2\n", run.log("fds")),
        () -> assertEquals(0, mask(run, "SigBlk")),
        () -> assertEquals(0, mask(run, "SigIgn")),
        () -> assertEquals("777\n4321\n", run.log("limit")),
        () -> assertEquals("out\nerr\nfd\n", run.log("outputs")),
        () -> assertOwnSession(run.log("session")));
  }

  private static void assertOwnSession(String log) {
    List<String> lines = log.lines().toList();
    String pid = lines.get(1);
    assertEquals(pid + " " + pid + " " + pid, lines.get(0));
    assertTrue(log.contains("/dev/tty"), log);
  }

  /** 32 and 33 belong to the C library, which never delivers them to a program. */
  private static long mask(RunRecord run, String name) throws Exception {
    String line =
        run.log("signals").lines().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
    return Long.parseUnsignedLong(line.split("\\s+")[1], 16) & ~0x180000000L;
  }

  @Test
  @DisplayName("J63 a job has the caller's scheduling policy and niceness, whoever has started it")
  void aJobIsScheduledAsTheCallerIs() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              alone: { run: "cut -d' ' -f19,41 /proc/self/stat; sleep 0.2" }
              beside: { run: "cut -d' ' -f19,41 /proc/self/stat" }
            """);

    for (List<String> caller :
        List.of(List.of("env"), List.of("nice", "-n", "3"), List.of("chrt", "-i", "0"))) {
      Program.Result result =
          project.program().under(caller.toArray(String[]::new)).run("run", "-j", "2");

      String own = schedulingUnder(caller);
      List<String> expected = List.of("alone | " + own, "beside | " + own);
      assertEquals(expected, result.out().lines().sorted().toList(), result.told());
    }
  }

  /** Niceness and policy of a process that {@code caller} has started. */
  private static String schedulingUnder(List<String> caller) throws Exception {
    List<String> command = new ArrayList<>(caller);
    command.addAll(List.of("cut", "-d", " ", "-f19,41", "/proc/self/stat"));
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  @DisplayName("neighbour of J63: a pawl inside a job adds its scope, and ends with the outer stop")
  void aPawlInsideAJobEndsWithTheOuterStop() throws Exception {
    String nap = Live.nap();
    Project inner =
        Project.in(
            temp.resolve("inner"),
            """
            jobs:
              a: { run: "echo $PAWL_SCOPE >scope; setsid sleep %1$s & sleep %1$s", grace: 1s }
            """
                .formatted(nap));
    Project project =
        Project.in(
            temp.resolve("outer"),
            """
            jobs:
              outer: { run: "%s", timeout: 4s, grace: 3s }
            """
                .formatted(String.join(" ", inner.program().command("-C", "../inner", "run"))));

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("timed_out", project.run().status("outer"));
    assertEquals(
        project.run().id() + ":outer:1," + inner.run().id() + ":a:1", inner.read("scope").strip());
    assertEquals("interrupted", inner.run().status("a"));
    assertEquals(List.of(), Live.marked(nap));
  }
}
