package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pawl init --backlog}, in an empty folder and beside what is there. */
class InitBacklogTest {
  private static final String JOBS = "# mine\njobs: { a: { run: touch ran } } # no line end";

  @TempDir Path folder;

  @Test
  void anEmptyFolderGetsABacklogThatIsFine() throws Exception {
    Project project = new Project(folder.toRealPath());
    Program.Result init = project.pawl("init", "--backlog");
    assertEquals(
        List.of(
            "wrote phases/research.md",
            "wrote phases/plan.md",
            "wrote phases/build.md",
            "wrote phases/review.md",
            "wrote BACKLOG.yaml",
            "wrote pawl.yml",
            "'pawl backlog add' adds an item, 'pawl work' works it off"),
        init.out().lines().toList(),
        init.told());
    assertEquals(0, init.exit());
    assertTrue(project.read("phases/build.md").startsWith("# Build\n"));
    assertTrue(project.read("BACKLOG.yaml").contains("\nschema_version: 4\n"));
    assertEquals("pawl.yml: fine, 1 pipeline, 4 phases\n", project.pawl("validate").out());
  }

  @Test
  void aConfigurationKeepsEveryByteAndItsJobsAndGetsWhatItLacks() throws Exception {
    Project project = Project.in(folder, JOBS);
    Program.Result init = project.pawl("init", "--backlog");
    assertEquals(0, init.exit(), init.told());
    assertTrue(
        init.out().contains("\nadded agents, guardrails, execution, pipelines to pawl.yml\n"),
        init.told());
    assertTrue(project.read("pawl.yml").startsWith(JOBS + "\n\n# "));
    assertEquals(
        "pawl.yml: fine, 1 workflow, 1 job, 1 pipeline, 4 phases\n",
        project.pawl("validate").out());
    assertEquals(0, project.pawl("run").exit());
    assertTrue(project.has("ran"));
  }

  @Test
  void whatIsThereIsLeftAsItIs() throws Exception {
    Files.createDirectory(folder.resolve("phases"));
    Files.writeString(folder.resolve("phases/plan.md"), "my plan");
    Files.writeString(folder.resolve("BACKLOG.yaml"), "my items");
    Project project = new Project(folder.toRealPath());
    Program.Result first = project.pawl("init", "--backlog");
    assertTrue(
        first.out().contains("phases/plan.md exists already and is left as it is\n"), first.told());
    assertTrue(
        first.out().contains("BACKLOG.yaml exists already and is left as it is\n"), first.told());
    String written = project.read("pawl.yml");

    Files.delete(folder.resolve("phases/build.md"));
    Program.Result again = project.pawl("init", "--backlog");
    assertEquals(0, again.exit(), again.told());
    assertTrue(
        again.out().contains("pawl.yml has pipelines already and is left as it is\n"),
        again.told());
    assertTrue(again.out().contains("wrote phases/build.md\n"), again.told());
    assertEquals(written, project.read("pawl.yml"));
    assertEquals("my plan", project.read("phases/plan.md"));
    assertEquals("my items", project.read("BACKLOG.yaml"));
  }

  @Test
  void aConfigurationThatIsWrongOrCannotBeAddedToIsRefusedBeforeAnythingIsWritten()
      throws Exception {
    Project wrong = Project.in(folder.resolve("wrong"), "jobs: { a: { rum: x } }\n");
    Program.Result problems = wrong.pawl("init", "--backlog");
    assertEquals(2, problems.exit(), problems.told());
    assertTrue(problems.err().contains("pawl.yml:1:14: unknown key 'rum'"), problems.told());

    Project braces = Project.in(folder.resolve("braces"), "{ jobs: {} }\n");
    Program.Result refused = braces.pawl("init", "--backlog");
    assertEquals(3, refused.exit(), refused.told());
    assertEquals(1, refused.err().lines().count(), refused.told());
    assertEquals("{ jobs: {} }\n", braces.read("pawl.yml"));

    Project file = new Project(Files.createDirectories(folder.resolve("file")).toRealPath());
    Files.writeString(file.folder().resolve("phases"), "");
    Program.Result noFolder = file.pawl("init", "--backlog");
    assertEquals(3, noFolder.exit(), noFolder.told());
    for (Project each : List.of(wrong, braces, file)) {
      assertFalse(each.has("BACKLOG.yaml") || each.has("phases/plan.md"), each.toString());
    }
    assertFalse(file.has("pawl.yml"));
  }
}
