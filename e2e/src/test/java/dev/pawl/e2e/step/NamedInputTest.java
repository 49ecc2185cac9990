package dev.pawl.e2e.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are named without a wildcard, and what is none of them. */
class NamedInputTest {
  @TempDir private Path temp;

  private static RunRecord last(Project project) throws Exception {
    return new RunRecord(project.runs().getLast());
  }

  @Test
  void oneThatIsNotThereFailsTheJobWhichNeverStarts() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: touch ran, dir: sub, inputs: ["./in.txt"] }
              b: { run: touch ran, needs: a }
              c: { run: 'true', inputs: ["none/*.c"] }
            """);
    Files.createDirectory(project.path("sub"));

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals("failed", last(project).status("a"));
    assertEquals(
        "its input './in.txt' does not exist; make it, or correct 'inputs'",
        last(project).reason("a"));
    assertEquals("dep_failed", last(project).status("b"));
    assertEquals("succeeded", last(project).status("c"), "a pattern may match nothing");
    assertFalse(project.has("sub/ran") || project.has("ran"));
    assertFalse(project.read(".pawl/state.jsonl").contains("default/a"));
  }

  @Test
  void oneThatWentAwayFailsTheStepThatWasComplete() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo x, inputs: [in.txt, folder] } }");
    project.write("in.txt", "");
    Files.createDirectory(project.path("folder"));
    assertEquals(0, project.pawl("run").exit());
    assertEquals(0, project.pawl("run").exit());
    Files.delete(project.path("in.txt"));

    assertEquals(1, project.pawl("run").exit());

    assertTrue(last(project).reason("a").contains("'in.txt' does not exist"));
    project.write("in.txt", "");
    assertEquals(0, project.pawl("run").exit());
    assertEquals("up_to_date", last(project).status("a"));
  }

  @Test
  void oneThatANeedMakesIsLookedForAfterTheNeed() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              make: { run: mkdir -p out; echo 1 >out/x }
              use: { run: cat out/x, needs: make, inputs: [out/x] }
            """);

    String told = project.pawl("run", "--dry-run").out();
    assertTrue(told.contains("run   use   depends on what make makes"), told);
    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("succeeded", last(project).status("use"));
  }

  @Test
  void oneThatAnotherJobMakesNamesThatJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              use: { run: cat out/x, inputs: [out/x] }
              early: { run: echo 1, needs: use }
              make: { run: mkdir -p out; echo 1 >out/x, needs: early, outputs: [out] }
            """);
    String reason = "its input 'out/x' does not exist; job 'make' makes it: add that to 'needs'";

    String told = project.pawl("run", "--dry-run").out();
    assertTrue(told.contains("and fail: " + reason), told);
    assertEquals(1, project.pawl("run").exit());

    assertEquals(reason, last(project).reason("use"));
  }

  @Test
  void oneWhoseMakerWasLeftOutSaysWhoWasToMakeIt() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              make: { run: echo 1 >x, outputs: [x] }
              use: { run: cat x, inputs: [x], needs: make }
            """);

    assertEquals(1, project.pawl("run", "--job", "use", "--only-named").exit());

    assertEquals(
        "its input 'x' does not exist; job 'make' was to make it", last(project).reason("use"));
  }

  @Test
  void oneThatTheJobItselfMakesNeedNotBeThere() throws Exception {
    Project project =
        Project.in(temp, "jobs: { a: { run: echo 1 >>log, inputs: [log], outputs: [log] } }");

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
  }

  @Test
  @DisplayName(
      "L19 neighbour: what a job makes is none of its inputs, also where a pattern matches")
  void ownOutputsAreNoInputs() throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs: { a: { run: cat *.txt >all.txt, inputs: ['*.txt'], outputs: [all.txt] } }");
    project.write("in.txt", "1");
    for (String expected : List.of("succeeded", "up_to_date", "up_to_date")) {
      assertEquals(0, project.pawl("run").exit());
      assertEquals(expected, last(project).status("a"));
    }
  }
}
