package dev.pawl.e2e.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that repeats the last one, in which nothing was to do, without planning it: told by its
 * plan, which is the very file of that run.
 */
class RepetitionTest {
  private static final String CONFIG =
      """
      jobs:
        a: { run: "cat in.txt > out/a; echo ran >> a.runs", inputs: [in.txt], outputs: [out/a] }
        b: { run: "cat out/a > out/b; echo ran >> b.runs", needs: a, outputs: [out/b] }
        c: { run: "true", needs: b, checkpoint: true }
      """;

  @TempDir private Path temp;
  private Project project;

  /** A project whose next run is a repetition. */
  @BeforeEach
  void prepare() throws Exception {
    project = Project.in(temp, CONFIG);
    Files.createDirectory(project.path("out"));
    project.write("in.txt", "one\n");
    run();
    Eventually.holds(() -> "no run was repeated", () -> repeats());
  }

  /** Whether a run with these options is recorded as the repetition of an earlier one. */
  private boolean repeats(String... options) throws Exception {
    run(options);
    return isRepeated();
  }

  private boolean isRepeated() throws IOException {
    Path plan = project.runs().getLast().resolve("plan.json");
    return (int) Files.getAttribute(plan, "unix:nlink") > 1;
  }

  private Program.Result run(String... options) throws Exception {
    String[] all = new String[options.length + 1];
    all[0] = "run";
    System.arraycopy(options, 0, all, 1, options.length);
    Program.Result result = project.pawl(all);
    assertEquals(0, result.exit(), result.toString());
    return result;
  }

  private String statuses() throws IOException {
    RunRecord last = new RunRecord(project.runs().getLast());
    return last.status("a") + " " + last.status("b") + " " + last.status("c");
  }

  @Test
  void isRecordedAndToldAsTheLongWay() throws Exception {
    run("-v");
    assertEquals("up_to_date up_to_date up_to_date", statuses());
    String asked = listed();
    assertTrue(repeats());
    assertEquals(asked, listed());
    assertEquals("up_to_date up_to_date up_to_date", statuses());
    Program.Result told = run();
    assertTrue(
        told.err().matches("run \\S+: default, 3 jobs\nrun \\S+: succeeded: 3 up to date .*\n"),
        told.err());
    assertEquals("", run("-q").err());
  }

  /** The jobs of the last run, without what is different in every run. */
  private String listed() throws Exception {
    Program.Result jobs = project.pawl("jobs", "--last", "1", "--format", "json");
    assertEquals(0, jobs.exit());
    return jobs.out().replaceAll("\"(run|started_at|finished_at)\": ?\"[^\"]*\"", "\"$1\":\"\"");
  }

  @Test
  void anInputOfTheSameSizeAndTimeIsNoticed() throws Exception {
    FileTime before = Files.getLastModifiedTime(project.path("in.txt"));
    project.write("in.txt", "two\n");
    Files.setLastModifiedTime(project.path("in.txt"), before);
    run();
    assertEquals("succeeded succeeded succeeded", statuses());
  }

  @Test
  void anOutputThatWasRemovedIsNoticed() throws Exception {
    Files.delete(project.path("out/b"));
    run();
    assertEquals("up_to_date succeeded up_to_date", statuses());
  }

  @Test
  void anOutputThatBecameExecutableIsNoticed() throws Exception {
    Files.setPosixFilePermissions(
        project.path("out/a"), PosixFilePermissions.fromString("rwx------"));
    run();
    assertEquals("succeeded succeeded up_to_date", statuses());
  }

  @Test
  void aFolderThatBecameALinkIsLookedAtTheLongWay() throws Exception {
    Files.move(project.path("out"), project.path("elsewhere"));
    Files.createSymbolicLink(project.path("out"), Path.of("elsewhere"));
    Program.Result result = project.pawl("run");
    assertNotEquals("up_to_date up_to_date up_to_date", statuses(), result.toString());
  }

  @Test
  void anotherConfigurationIsNoticed() throws Exception {
    project.write("pawl.yml", CONFIG.replace("\"true\"", "\"echo\""));
    run();
    assertEquals("up_to_date up_to_date succeeded", statuses());
    project.write("pawl.yml", CONFIG + "  d: { run: 'true' }\n");
    run();
    assertEquals("succeeded", new RunRecord(project.runs().getLast()).status("d"));
  }

  @Test
  void anotherVariableIsNoticed() throws Exception {
    run("--env", "REGION=eu");
    assertEquals("succeeded succeeded succeeded", statuses());
    run();
    assertEquals("succeeded succeeded succeeded", statuses());
  }

  @Test
  void anotherSecretOfTheCallerIsNoticed() throws Exception {
    for (String secret : List.of("a-long-secret", "another-secret")) {
      Program.Result result = project.program().with("API_TOKEN", secret).run("run");
      assertEquals(0, result.exit(), result.toString());
      assertEquals(false, isRepeated(), secret);
    }
  }

  @Test
  void aStepThatWasInvalidatedIsNoticed() throws Exception {
    assertEquals(0, project.pawl("state", "invalidate", "default/b").exit());
    run();
    assertEquals("up_to_date succeeded up_to_date", statuses());
  }

  @Test
  void whatAsksForMoreGoesTheLongWay() throws Exception {
    for (List<String> options :
        List.of(List.of("--explain"), List.of("--job", "a"), List.of("--skip", "c"))) {
      assertEquals(false, repeats(options.toArray(String[]::new)), options.toString());
    }
    run("--fresh");
    assertEquals("succeeded succeeded succeeded", statuses());
  }

  @Test
  void withoutThePlanOfTheLastRunTheLongWayIsTaken() throws Exception {
    for (Path run : project.runs()) {
      Files.deleteIfExists(run.resolve("plan.json"));
    }
    assertEquals(false, repeats());
    assertTrue(repeats());
  }

  @Test
  void damageInWhatWasRememberedIsNoHarm() throws Exception {
    byte[] hashes = Files.readAllBytes(project.path(".pawl/hashes"));
    for (int at = 0; at < hashes.length; at += Math.max(1, hashes.length / 8)) {
      byte[] damaged = hashes.clone();
      damaged[at] ^= 1;
      Files.write(project.path(".pawl/hashes"), damaged);
      run();
      assertEquals("up_to_date up_to_date up_to_date", statuses());
    }
  }

  @Test
  void aGlobOrAConditionIsNeverRepeated() throws Exception {
    for (String step : List.of("outputs: ['out/g*']", "outputs: [out/g], skip: NEVER_SET_HERE")) {
      project.write("pawl.yml", "jobs:\n  g: { run: 'echo > out/g', " + step + " }\n");
      run();
      for (int round = 0; round < 3; round++) {
        assertEquals(false, repeats(), step);
        assertEquals("up_to_date", new RunRecord(project.runs().getLast()).status("g"), step);
      }
    }
  }
}
