package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes on the command line and in the configuration, and the first steps of a user. */
class UsageTest {
  @TempDir Path folder;

  @Test
  @DisplayName("J59 all problems at once, each with its place, the same from validate and run")
  void problems() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              a: { rum: "true" }
              b: { run: "true", timeout: 5 parsecs }
            """);
    Program.Result validate = project.pawl("validate");
    Program.Result run = project.pawl("run");

    assertEquals(2, validate.exit());
    assertEquals(2, run.exit());
    assertEquals(validate.err(), run.err());
    assertTrue(validate.err().contains("pawl.yml:2:8: "), validate.told());
    assertTrue(validate.err().contains("did you mean 'run'?"), validate.told());
    assertTrue(validate.err().contains("pawl.yml:3:"), validate.told());
    assertFalse(project.has(".pawl"));
  }

  @Test
  @DisplayName("J61 no pawl.yml: exit 2, says where it looked and names pawl init")
  void noConfiguration() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/pawl.yaml"), "");
    Program.Result result = Program.in(empty).run("run");

    assertEquals(2, result.exit());
    assertTrue(result.err().contains(empty.toRealPath().toString()), result.told());
    assertTrue(result.err().contains("pawl init"), result.told());
    assertTrue(result.err().contains("pawl.yaml"), result.told());
  }

  @Test
  void aFolderWhoseNameIsNotUtf8IsRefusedForThat() throws Exception {
    Project project = Project.in(folder, "jobs: {}\n");
    String program = project.program().command().getFirst();
    String script = "d=$(printf 'b\\377'); mkdir \"$d\"; cd \"$d\"; exec '" + program + "' run";

    Process process =
        project
            .program()
            .builder(List.of("sh", "-c", script))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(2, process.waitFor(), said);
    assertTrue(said.contains("its name is not UTF-8"), said);
    new ProcessBuilder("sh", "-c", "rmdir b*").directory(folder.toFile()).start().waitFor();
  }

  @Test
  void aWrongCommandLineIsOneLineWithARemedy() throws Exception {
    Project project = Project.in(folder, "jobs:\n  a: { run: \"true\" }\n");
    for (List<String> wrong :
        List.of(
            List.of("grph"),
            List.of("run", "--dry-rum"),
            List.of("run", "nope"),
            List.of("run", "a", "b"),
            List.of("run", "-j", "0"),
            List.of("run", "--env", "X"),
            List.of("run", "--detach", "--foreground"),
            List.of("jobs", "--format", "xml"),
            List.of("jobs", "--last", "many"),
            List.of("logs"),
            List.of("cancel"),
            List.of("cancel", "last", "--all"),
            List.of("cancel", "--workflow", "defualt"),
            List.of("attach"),
            List.of("--color", "maybe", "jobs"),
            List.of("-C", "nowhere", "run"))) {
      Program.Result result = project.pawl(wrong.toArray(new String[0]));
      assertEquals(2, result.exit(), wrong + result.told());
      assertEquals("", result.out(), wrong + result.told());
      assertEquals(1, result.err().lines().count(), wrong + result.told());
      assertTrue(result.err().startsWith("pawl: "), wrong + result.told());
    }
  }

  @Test
  void initWritesAProjectThatRunsAndOverwritesNothing() throws Exception {
    Files.createDirectory(folder.resolve(".git"));
    Files.writeString(folder.resolve(".gitignore"), "target");
    Project project = new Project(folder.toRealPath());

    assertEquals(0, project.pawl("init").exit());
    assertEquals("target\n.pawl/\n", project.read(".gitignore"));
    assertEquals(0, project.pawl("run").exit());
    String written = project.read("pawl.yml");
    Program.Result again = project.pawl("init");
    assertEquals(3, again.exit());
    assertTrue(again.err().contains("pawl.yml exists already"), again.told());
    assertEquals(written, project.read("pawl.yml"));
    assertEquals("target\n.pawl/\n", project.read(".gitignore"));
  }

  @Test
  void aProjectThatIsOnlyAboutTheBacklogIsFineAndHasNoJobsToRun() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            pipelines:
              feature:
                pre_phases: [{ name: research, instructions: research.md }]
                phases: [{ name: build, instructions: build.md }]
            """);
    Program.Result validate = project.pawl("validate");
    assertEquals("pawl.yml: fine, 1 pipeline, 2 phases\n", validate.out(), validate.told());
    for (List<String> about : List.of(List.of("run"), List.of("run", "x"), List.of("graph"))) {
      Program.Result result = project.pawl(about.toArray(new String[0]));
      assertEquals(2, result.exit(), result.told());
      assertEquals(
          "pawl: pawl.yml has no jobs; define one: 'jobs: { hello: { run: echo hello } }'\n",
          result.err());
    }
    assertEquals(0, project.pawl("jobs").exit());
  }

  @Test
  void bashCompletesCommandsOptionsJobsAndTags() throws Exception {
    Project project =
        Project.in(
            folder,
            """
            jobs:
              test: { run: "true", tags: [slow], skip: [{ run: touch asked }] }
              template: { run: "true" }
            """);
    assertEquals("graph", completed(project, "pawl gr", "(pawl gr)"));
    assertEquals("--dry-run", completed(project, "pawl run --dr", "(pawl run --dr)"));
    assertEquals("test template", completed(project, "pawl run --job te", "(pawl run --job te)"));
    assertEquals("slow", completed(project, "pawl run --skip tag:s", "(pawl run --skip tag : s)"));
    assertEquals(
        "mermaid", completed(project, "pawl graph --format=m", "(pawl graph --format = m)"));
    assertFalse(project.has("asked"), "no probe");
  }

  private static String completed(Project project, String line, String words) throws Exception {
    String pawl = project.program().command().getFirst();
    String script =
        "pawl() { '"
            + pawl
            + "' \"$@\"; }; source <(pawl completion bash); "
            + "COMP_WORDS="
            + words
            + "; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='"
            + line
            + "'; COMP_POINT=${#COMP_LINE}; _pawl; echo ${COMPREPLY[@]} >completed";
    Process bash = project.program().builder(List.of("bash", "-c", script)).start();
    assertEquals(
        0,
        bash.waitFor(),
        new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    return project.read("completed").strip();
  }
}
