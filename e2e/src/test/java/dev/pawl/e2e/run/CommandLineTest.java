package dev.pawl.e2e.run;

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

/** The command line of run: what it takes, what it refuses, and where it looks. */
class CommandLineTest {
  private static final String ONE = "jobs: { a: { run: touch ran } }\n";
  private static final String TWO =
      """
      workflows:
        build: { jobs: { a: { run: touch ran-build } } }
        deploy: { jobs: { a: { run: touch ran-deploy } } }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("J35 --env is stronger than the job's env, the caller's is weaker than both")
  void envOptionsAreStrongerThanTheFile() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              w:
                env: { A: flow, B: flow, D: flow }
                defaults: { env: { B: defaults, C: defaults } }
                jobs:
                  a: { env: { C: job, D: job }, run: 'echo "$A,$B,$C,$D,$E,$F,$G"' }
            """);
    String odd = "x=y \"q\" 'p' $(echo no)\nline";

    Program.Result result =
        project
            .program()
            .with("A", "caller")
            .with("E", "caller")
            .with("F", "caller")
            .run("run", "--env", "D=option", "--env", "F=", "--env", "G=" + odd);

    assertEquals(0, result.exit(), result.told());
    assertEquals("flow,defaults,job,option,caller,," + odd + "\n", project.run().log("a"));
  }

  @Test
  @DisplayName("J59 options that are no sense are refused, and nothing starts")
  void optionsThatAreNoSenseAreRefused() throws Exception {
    Project project = Project.in(temp, ONE);
    List<List<String>> wrong =
        List.of(
            List.of("--env", "FOO"),
            List.of("--env", "=x"),
            List.of("--env", "PAWL_X=1"),
            List.of("--env", "1A=x"),
            List.of("-j", "0"),
            List.of("-j", "-2"),
            List.of("-j", "two"),
            List.of("-j", "1.5"),
            List.of("-j", "99999999999"),
            List.of("--no-such-option"),
            List.of("--detach", "--foreground"),
            List.of("default", "second"));
    for (List<String> options : wrong) {
      List<String> line = new ArrayList<>(List.of("run"));
      line.addAll(options);
      Program.Result result = project.pawl(line.toArray(String[]::new));

      assertEquals(2, result.exit(), options + ": " + result.told());
      String named = options.getLast().replaceAll("(?<=.)=.*", "");
      assertTrue(result.err().contains(named), result.told());
      assertFalse(result.err().contains("Exception"), result.told());
      assertEquals("", result.out());
    }
    assertFalse(project.has("ran"));
    assertFalse(project.has(".pawl"));
  }

  @Test
  @DisplayName("J59 -j on a workflow that runs one job at a time is refused")
  void concurrencyOfASequentialWorkflowIsRefused() throws Exception {
    Project project =
        Project.in(temp, "workflows: { w: { mode: piped, jobs: { a: { run: touch ran } } } }\n");

    Program.Result result = project.pawl("run", "-j", "2");

    assertEquals(2, result.exit(), result.told());
    assertEquals(result, project.pawl("run", "-j", "2", "--dry-run"));
    assertFalse(project.has("ran"));
  }

  @Test
  @DisplayName("J61 several workflows and no default: the list, and nothing starts")
  void severalWorkflowsWithoutDefaultAreListed() throws Exception {
    Project project = Project.in(temp, TWO);

    Program.Result unnamed = project.pawl("run");
    assertEquals(2, unnamed.exit(), unnamed.told());
    assertTrue(unnamed.err().contains("build") && unnamed.err().contains("deploy"), unnamed.err());

    Program.Result mistyped = project.pawl("run", "biuld");
    assertEquals(2, mistyped.exit(), mistyped.told());
    assertTrue(mistyped.err().contains("did you mean 'build'?"), mistyped.err());

    Program.Result unknown = project.pawl("run", "zzz");
    assertEquals(2, unknown.exit(), unknown.told());
    assertTrue(unknown.err().contains("build") && unknown.err().contains("deploy"), unknown.err());
    assertFalse(project.has(".pawl"));

    Program.Result named = project.pawl("run", "deploy");
    assertEquals(0, named.exit(), named.told());
    assertTrue(project.has("ran-deploy"));
    assertFalse(project.has("ran-build"));
  }

  @Test
  @DisplayName("J61 without a name the workflow 'default' runs, else the only one")
  void withoutANameDefaultRunsElseTheOnlyOne() throws Exception {
    Project both = Project.in(temp.resolve("both"), TWO + "jobs: { b: { run: touch ran } }\n");
    Project only = Project.in(temp.resolve("only"), "workflows: { w: { " + ONE.strip() + " } }\n");

    assertEquals(0, both.pawl("run").exit());
    assertTrue(both.has("ran"));
    assertFalse(both.has("ran-build"));
    assertEquals(0, only.pawl("run").exit());
    assertTrue(only.has("ran"));
  }

  @Test
  @DisplayName("J61 no pawl.yml: where it looked, 'pawl init', and a pawl.yaml it sees")
  void withoutAConfigurationItSaysWhereItLooked() throws Exception {
    Path deep = Files.createDirectories(temp.resolve("a/b")).toRealPath();
    Files.writeString(temp.resolve("a/pawl.yaml"), ONE);
    for (String command : List.of("run", "validate", "graph", "jobs", "logs")) {
      Program.Result result =
          command.equals("logs")
              ? Program.in(deep).run(command, "last")
              : Program.in(deep).run(command);

      assertEquals(2, result.exit(), command + ": " + result.told());
      assertTrue(result.err().contains(deep.toString()), result.told());
      assertTrue(result.err().contains("pawl init"), result.told());
      assertTrue(result.err().contains("pawl.yaml"), result.told());
      assertTrue(result.err().lines().allMatch(line -> line.startsWith("pawl: ")), result.told());
      assertEquals("", result.out());
    }
  }

  @Test
  @DisplayName("J61 the project is found upward, by -C and by --config; jobs run in its folder")
  void theProjectIsFoundUpwardByFolderAndByFile() throws Exception {
    Project project = Project.in(temp.resolve("p"), "jobs: { a: { run: pwd; echo x >>ran } }\n");
    Path deep = Files.createDirectories(project.path("x/y"));
    Path apart = Files.createDirectories(temp.resolve("apart"));
    Files.copy(project.path("pawl.yml"), project.path("other.yml"));

    assertEquals(0, Program.in(deep).run("run").exit());
    assertEquals(0, Program.in(apart).run("-C", "../p/x", "run").exit());
    assertEquals(0, Program.in(apart).run("run", "--config", "../p/other.yml").exit());
    assertEquals(0, Program.in(apart).run("-C", "../p", "run", "--config", "other.yml").exit());

    assertEquals("x\n".repeat(4), project.read("ran"));
    assertEquals(4, project.runs().size());
    for (Path run : project.runs()) {
      assertEquals(project.folder() + "\n", Files.readString(run.resolve("logs/a.log")));
    }
    assertFalse(Files.exists(apart.resolve(".pawl")));
    assertFalse(Files.exists(deep.resolve(".pawl")));
  }

  @Test
  @DisplayName("J61 a -C or --config that is not there is refused by name")
  void aFolderOrFileThatIsNotThereIsRefused() throws Exception {
    Program.Result folder = Program.in(temp).run("-C", "gone", "run");
    Program.Result file = Program.in(temp).run("run", "--config", "gone.yml");

    assertEquals(2, folder.exit(), folder.told());
    assertTrue(folder.err().contains("gone"), folder.told());
    assertEquals(2, file.exit(), file.told());
    assertTrue(file.err().contains("gone.yml"), file.told());
  }

  @Test
  @DisplayName("J32 without a terminal each line of a job goes to stdout with its name")
  void eachLineOfAJobGoesToStdoutWithItsName() throws Exception {
    Project project =
        Project.in(temp, "jobs: { one: { run: echo a; echo b >&2 }, two: { run: printf c } }\n");

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals(List.of("one | a", "one | b", "two | c"), result.out().lines().sorted().toList());
    assertFalse(result.out().contains("\u001b") || result.err().contains("\u001b"), result.told());

    Program.Result quiet = project.pawl("run", "-q");
    assertEquals(0, quiet.exit(), quiet.told());
    assertEquals("", quiet.out() + quiet.err());
  }
}
