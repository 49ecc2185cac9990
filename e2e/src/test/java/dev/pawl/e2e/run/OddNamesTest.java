package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects whose folders and jobs have names that break programs. */
class OddNamesTest {
  @TempDir Path temp;

  @Test
  @DisplayName("J35 a project path with spaces, quotes and unicode is only a path")
  void aProjectPathWithOddCharactersIsOnlyAPath() throws Exception {
    for (String name : List.of("it's \"my\" $(pröjekt) ; 日本 \\ *", "-n\nline")) {
      Project project =
          Project.in(
              temp.resolve(name),
              """
              jobs:
                a: { run: pwd, dir: "sub folder" }
                b: { run: 'test "$PAWL_PROJECT" = "$PWD"', needs: a, only: [{ exists: "sub*" }] }
              """);
      Files.createDirectory(project.path("sub folder"));

      Program.Result result = project.pawl("run");

      RunRecord run = project.run();
      assertEquals(0, result.exit(), result.told());
      assertEquals(project.folder() + "/sub folder\n", run.log("a"));
      assertEquals("succeeded", run.status("b"), result.told());
      assertEquals(run.id(), Listing.of(project.pawl("jobs", "--format", "json")).run().get("run"));
      assertEquals(run.log("a"), project.pawl("logs", "a").out());
    }
  }

  @ParameterizedTest
  @DisplayName("neighbour of J35: names with umlauts work without a locale, as in a cron job")
  @ValueSource(strings = {"C", "none.UTF-8"})
  void namesWithUmlautsWorkWithoutALocale(String locale) throws Exception {
    Project project =
        Project.in(
            temp.resolve("größe"),
            """
            jobs:
              step: { run: 'cat "ü ö" >öut', dir: dä, inputs: [ü ö], outputs: [öut] }
              loop: { run: 'echo "$ITEM"', foreach: { glob: "dä/ü*" } }
              gate: { run: echo "$V", env: { V: ß }, only: [{ exists: "d?/ü*" }, { run: test "$V" = ß }] }
              locale: { run: 'echo "$LC_ALL"; env | grep ^PAWL_LC || true' }
            """);
    Files.createDirectory(project.path("dä"));
    project.write("dä/ü ö", "text");
    Program program = project.program().with("LC_ALL", locale);

    Program.Result result = program.run("-C", "dä", "run");

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("text", project.read("dä/öut"));
    assertTrue(run.log("loop").contains("dä/ü ö"), run.log("loop"));
    assertEquals("ß\n", run.log("gate"));
    assertEquals(locale + "\n", run.log("locale"), "a job has the locale of the caller");
    assertTrue(program.run("run", "--job", "lücke").err().contains("--job lücke:"));
  }

  @Test
  @DisplayName("J60 names of 64 characters work everywhere")
  void namesOfSixtyFourCharactersWorkEverywhere() throws Exception {
    String workflow = "W".repeat(64);
    String first = "a".repeat(64);
    String second = "b._-".repeat(16);
    Project project =
        Project.in(
            temp,
            """
            workflows:
              %s:
                jobs:
                  %s: { run: 'echo "try $PAWL_ATTEMPT"; test "$PAWL_ATTEMPT" = 2', retries: { limit: 1, delay: 10ms } }
                  %s: { run: echo x, needs: %2$s }
            """
                .formatted(workflow, first, second));

    Program.Result result = project.pawl("run", workflow, "--job", second);

    RunRecord run = project.run();
    assertEquals(0, result.exit(), result.told());
    assertEquals("try 1\n", run.log(first));
    assertEquals("try 2\n", run.log(first + "@2"));
    Listing listing = Listing.of(project.pawl("jobs", "--format", "json", "--workflow", workflow));
    assertEquals("succeeded", listing.job(second).get("status"));
    assertEquals("try 1\n", project.pawl("logs", first + "@1").out());
    assertTrue(project.pawl("graph", workflow).out().contains(first));
  }
}
