package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** skip and only, outside git. */
class ConditionTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J14 J15 a job skipped by a literal has a row with its own wording, dependents run")
  void aJobSkippedByALiteralHasARow() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              skipped: { run: touch bad, skip: true }
              after-skipped: { run: echo x, needs: skipped }
              unwanted: { run: touch bad, only: false }
              after-unwanted: { run: echo x, needs: unwanted }
              wanted: { run: echo x, skip: false, only: true }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    for (String job : List.of("skipped", "unwanted")) {
      assertEquals("skipped", run.status(job));
      assertEquals("condition", run.cause(job));
      assertNotEquals("", run.reason(job));
      assertEquals(0, run.attempts(job));
    }
    assertNotEquals(run.reason("skipped"), run.reason("unwanted"));
    for (String job : List.of("after-skipped", "after-unwanted", "wanted")) {
      assertEquals("succeeded", run.status(job));
    }
    assertFalse(project.has("bad"));
  }

  @Test
  @DisplayName("J14 a dependent of a skipped job waits for what the skipped one needed")
  void aDependentInheritsTheNeedsOfASkippedJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              c: { run: test -e a-ended, needs: b }
              b: { run: exit 1, needs: a, skip: true }
              a: { run: "sleep 0.3; touch a-ended" }
              f: { run: exit 1 }
              g: { run: exit 1, needs: f, skip: true }
              h: { run: touch bad, needs: g }
            """);

    Program.Result result = project.pawl("run", "-j", "4");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    assertEquals("succeeded", run.status("c"), result.told());
    assertEquals("dep_failed", run.status("h"));
    assertEquals("skipped", run.status("g"));
    assertFalse(project.has("bad"));
  }

  @Test
  @DisplayName("J16 a variable skips when it is set and not empty, 0 or false in any case")
  void aVariableSkipsWhenItIsTruthy() throws Exception {
    StringBuilder yaml = new StringBuilder("jobs:\n  unset: { run: echo x, skip: E2E_X }\n");
    List<String> falsy = List.of("", "0", "false", "FALSE", "False");
    List<String> truthy = List.of("1", "no", "00", " ");
    for (int i = 0; i < falsy.size() + truthy.size(); i++) {
      String value = i < falsy.size() ? falsy.get(i) : truthy.get(i - falsy.size());
      String job = "  j%d: { run: echo x, skip: E2E_X, env: { E2E_X: \"%s\" } }\n";
      yaml.append(job.formatted(i, value));
    }
    Project project = Project.in(temp, yaml.toString());

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded", run.status("unset"));
    for (int i = 0; i < falsy.size() + truthy.size(); i++) {
      assertEquals(i < falsy.size() ? "succeeded" : "skipped", run.status("j" + i), "j" + i);
    }
  }

  @Test
  @DisplayName("J16 the caller's environment and --env decide, the latter stronger than the job's")
  void theCallersEnvironmentDecides() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: echo x, skip: E2E_X }
              b: { run: echo x, only: [{ env: E2E_Y }], env: { E2E_Y: 0 } }
            """);

    Program.Result result = project.program().with("E2E_X", "1").run("run", "--env", "E2E_Y=1");

    assertEquals(0, result.exit(), result.told());
    assertEquals("skipped", project.run().status("a"));
    assertEquals("succeeded", project.run().status("b"));
  }

  @Test
  @DisplayName("J17 skip asks for any match, only for all; desc replaces the reason")
  void skipAsksForAnyMatchOnlyForAll() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            x-yes: &yes { exists: here, desc: it is here }
            x-no: &no { exists: gone, desc: it is gone }
            jobs:
              any: { run: echo x, skip: [*no, *yes] }
              none: { run: echo x, skip: [*no, { env: E2E_GONE }] }
              all: { run: echo x, only: [*yes, { run: "true" }] }
              some: { run: echo x, only: [*yes, *no] }
              first: { run: echo x, skip: [*yes], only: [*no] }
            """
                .replace("  all:", "  every:"));
    project.write("here", "");

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("skipped", run.status("any"));
    assertEquals("it is here", run.reason("any"));
    assertEquals("succeeded", run.status("none"));
    assertEquals("succeeded", run.status("every"));
    assertEquals("skipped", run.status("some"));
    assertEquals("it is gone", run.reason("some"));
    assertEquals("it is here", run.reason("first"), "skip is looked at first");
  }

  @Test
  @DisplayName(
      "J18 a run condition matches by its exit code, in the folder and environment of the job")
  void aRunConditionSeesTheFolderAndEnvironmentOfItsJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              w:
                env: { FLOW: f }
                jobs:
                  a:
                    run: echo x
                    dir: sub
                    env: { OWN: o }
                    only: [{ run: 'test "$FLOW$OWN" = fo && test -e marker && test -n "$PAWL_JOB"' }]
                  b: { run: echo x, skip: [{ run: exit 1 }] }
                  c: { run: echo x, skip: [{ run: exit 0 }] }
                  d: { run: echo x, dir: sub, only: [{ exists: "mark*" }] }
            """);
    Files.createDirectory(project.path("sub"));
    project.write("sub/marker", "");

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded", run.status("a"), run.reason("a"));
    assertEquals("succeeded", run.status("b"));
    assertEquals("skipped", run.status("c"));
    assertEquals("succeeded", run.status("d"), run.reason("d"));
  }

  @Test
  @DisplayName("J17 exists takes folders, patterns, absolute paths and paths out of the project")
  void existsTakesEveryFormOfAPath() throws Exception {
    Path apart = Files.createDirectories(temp.toRealPath().resolve("apart/deep"));
    Files.createFile(apart.resolve("file.txt"));
    List<String> there =
        List.of(
            "pawl.yml",
            "./pawl.yml",
            ".",
            "sub",
            "sub/",
            "**/inner",
            "*.{yml,yaml}",
            "pa[vw]l.yml",
            "../apart/deep/file.txt",
            "../**/file.txt",
            apart + "/*.txt",
            "/proc",
            "/pro?");
    List<String> gone =
        List.of("Pawl.yml", "sub/pawl.yml", "*/file.txt", "../gone", apart + "/gone", "/gone-e2e");
    List<String> globs = Stream.concat(there.stream(), gone.stream()).toList();
    StringBuilder yaml = new StringBuilder("jobs:\n");
    for (int i = 0; i < globs.size(); i++) {
      String job = "  j%d: { run: echo x, only: [{ exists: \"%s\" }] }\n";
      yaml.append(job.formatted(i, globs.get(i)));
    }
    Project project = Project.in(temp.resolve("project"), yaml.toString());
    Files.createDirectories(project.path("sub/inner"));

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    for (int i = 0; i < globs.size(); i++) {
      String expected = i < there.size() ? "succeeded" : "skipped";
      assertEquals(expected, run.status("j" + i), globs.get(i));
    }
  }

  @Test
  @DisplayName("J18 a condition that cannot be run or is killed fails its job, with dependents")
  void aConditionThatCannotBeRunFailsItsJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              missing: { run: touch bad, skip: [{ run: no-such-program-e2e }] }
              denied: { run: touch bad, only: [{ run: exit 126 }] }
              killed: { run: touch bad, skip: [{ run: kill -9 $$ }] }
              shot: { run: touch bad, skip: [{ run: exit 143 }] }
              after: { run: touch bad, needs: missing }
              beside: { run: echo x }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(1, result.exit(), result.told());
    for (String job : List.of("missing", "denied", "killed", "shot")) {
      assertEquals("failed", run.status(job), job);
      assertTrue(run.reason(job).contains("condition"), run.reason(job));
      assertEquals(0, run.attempts(job), job);
    }
    assertTrue(run.reason("missing").contains("no-such-program-e2e"), run.reason("missing"));
    assertTrue(run.reason("missing").contains("127"), run.reason("missing"));
    assertEquals("dep_failed", run.status("after"));
    assertEquals("succeeded", run.status("beside"));
    assertFalse(project.has("bad"));
  }

  @Test
  @DisplayName("J18 conditions are asked once, before the first job")
  void conditionsAreAskedOnceBeforeTheFirstJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              make: { run: "touch made; echo job >>asked" }
              use: { run: echo x, needs: make, retries: 1, skip: [{ exists: made }] }
              count: { run: exit 1, needs: use, retries: 2, only: [{ run: echo probe >>asked }] }
            """);

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("succeeded", project.run().status("use"));
    assertEquals("probe\njob\n", project.read("asked"));
  }

  @Test
  @DisplayName("J18 a condition of a job that is not selected is not asked")
  void aConditionOfAJobThatIsNotSelectedIsNotAsked() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: echo a }
              b: { run: echo b, skip: [{ run: touch asked }] }
            """);

    Program.Result result = project.pawl("run", "--job", "a");

    assertEquals(0, result.exit(), result.told());
    assertFalse(project.has("asked"));
    assertEquals("not_selected", project.run().cause("b"));
  }

  @Test
  @DisplayName("J19 a job without a command for this platform is skipped, dependents run")
  void aJobWithoutACommandForThisPlatformIsSkipped() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              mac: { run: { macos: touch bad } }
              both: { run: { macos: touch bad, linux: echo linux }, needs: mac }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("skipped", run.status("mac"));
    assertEquals("platform", run.cause("mac"));
    assertNotEquals("", run.reason("mac"));
    assertEquals("linux\n", run.log("both"));
    assertFalse(project.has("bad"));
  }
}
