package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pawl.yml with problems: every command says the same, and nothing happens. */
class RefusedConfigurationTest {
  private static final List<List<String>> COMMANDS = List.of(List.of("validate"), List.of("run"));
  private static final List<List<String>> OTHERS =
      List.of(List.of("run", "--dry-run"), List.of("graph"));

  @TempDir Path temp;

  @Test
  @DisplayName("J09 a need that is no job is refused with both names and its place")
  void aNeedThatIsNoJobIsRefused() throws Exception {
    String told =
        refused(
            """
            jobs:
              install: { run: touch ran }
              test: { run: touch ran, needs: instal }
            """);

    assertEquals(
        "pawl.yml:3:34: job 'test' needs 'instal', which is not a job here;"
            + " did you mean 'install'?\n",
        told);
  }

  @Test
  @DisplayName("J09 neighbour: a pawl.yml that the disk does not give is no mistake in it: exit 70")
  void aDiskThatRefusesIsNoMistake() throws Exception {
    Project project = Project.in(temp, "{}\n");
    Files.delete(project.path("pawl.yml"));
    Files.createSymbolicLink(project.path("pawl.yml"), Path.of("/proc/self/mem"));

    Program.Result refused = project.pawl("run");
    assertEquals(70, refused.exit(), refused.told());
    assertEquals("pawl: " + project.path("pawl.yml") + ": Input/output error\n", refused.err());
    Program.Result completed = project.pawl("__complete", "run", "");
    assertEquals("", completed.out() + completed.err());
    assertEquals(0, completed.exit());
  }

  @Test
  @DisplayName("J10 a cycle and a job that needs itself are printed, and nothing starts")
  void aCycleIsPrinted() throws Exception {
    String told =
        refused(
            """
            jobs:
              free: { run: touch ran }
              a: { run: touch ran, needs: b }
              b: { run: touch ran, needs: [a, free] }
              self: { run: touch ran, needs: [self] }
            """);

    assertTrue(told.contains("pawl.yml:3:31: "), told);
    assertTrue(told.contains("a -> b -> a"), told);
    assertTrue(told.contains("self -> self"), told);
    assertEquals(2, told.lines().count(), told);
  }

  @Test
  @DisplayName("J11 the same job twice is refused with both places")
  void theSameJobTwiceIsRefusedWithBothPlaces() throws Exception {
    String told = refused("jobs:\n  a: { run: touch ran }\n  b: { run: x }\n  a: { run: x }\n");

    assertTrue(told.startsWith("pawl.yml:4:3: "), told);
    assertTrue(told.contains("'a'"), told);
    assertTrue(told.contains("pawl.yml:2:3"), told);
  }

  @Test
  @DisplayName("J59 unknown keys, wrong types and bad durations are told all in one go")
  void allProblemsAreToldInOneGo() throws Exception {
    String told =
        refused(
            """
            jbos: {}
            log: { retention: 7days }
            workflows:
              w:
                modus: piped
                concurrency: many
                jobs:
                  a:
                    run: touch ran
                    tiemout: 5s
                    timeout: 5
                    skip: [{ envi: CI }]
                    retries: { limt: 2 }
                    needs: { b: 1 }
            """);

    List<String> places =
        List.of("1:1", "2:19", "5:5", "6:18", "10:9", "11:18", "12:18", "13:20", "14:16");
    for (String place : places) {
      assertTrue(told.contains("pawl.yml:" + place + ": "), place + " is not in\n" + told);
    }
    told.lines().forEach(line -> assertTrue(line.contains("; "), "no remedy: " + line));
    assertEquals(told, refused(OTHERS, project().read("pawl.yml")));
    assertTrue(told.contains("did you mean 'jobs'?"), told);
    assertTrue(told.contains("did you mean 'timeout'?"), told);
  }

  @Test
  @DisplayName("J60 a name that would leave the log folder is refused")
  void aNameThatWouldLeaveTheLogFolderIsRefused() throws Exception {
    List<String> names = List.of("../x", "a/b", "", "l".repeat(65), ".hidden", "a b", "last");
    StringBuilder yaml = new StringBuilder("jobs:\n");
    names.forEach(name -> yaml.append("  \"%s\": { run: touch ran }\n".formatted(name)));

    List<String> told = refused(yaml.toString()).lines().toList();

    assertEquals(names.size(), told.size(), told::toString);
    for (int line = 0; line < names.size(); line++) {
      assertTrue(told.get(line).startsWith("pawl.yml:" + (line + 2) + ":3: "), told::toString);
    }
    Project project = Project.in(temp, "jobs: { " + "l".repeat(64) + ": { run: echo x } }\n");
    assertEquals(0, project.pawl("validate").exit());
  }

  @Test
  @DisplayName("J59 a text that no process could be given is refused before anything starts")
  void aTextWithANulIsRefused() throws Exception {
    String told = refused("jobs:\n  ok: { run: touch ran }\n  a: { run: \"x\\0y\" }\n");

    assertTrue(told.startsWith("pawl.yml:3:13: "), told);
  }

  @Test
  @DisplayName("J59 a pipe in the place of pawl.yml is refused instead of waited for")
  void aPipeIsRefused() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", temp + "/pawl.yml").start();
    assertEquals(0, mkfifo.waitFor());

    Program.Result result = Program.in(temp).run("validate");

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().contains("not a regular file"), result.told());
  }

  @Test
  @DisplayName("J62 anchors and merge keys work, own keys win")
  void anchorsAndMergeKeysWork() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            x-base: &base
              env: { WHO: base }
              run: echo $WHO
            jobs:
              a: { <<: *base }
              b: { <<: *base, env: { WHO: own } }
            """);

    Program.Result result = project.pawl("run");

    assertEquals(0, result.exit(), result.told());
    assertEquals("base\n", project.run().log("a"));
    assertEquals("own\n", project.run().log("b"));
  }

  @Test
  @DisplayName("J62 aliases that would explode are refused")
  void aliasesThatWouldExplodeAreRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("x-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 12; level++) {
      String below = "*a" + (level - 1);
      String all = String.join(", ", List.of(below, below, below, below, below, below, below));
      bomb.append("x-a%1$d: &a%1$d [%2$s]\n".formatted(level, all));
    }
    bomb.append("jobs: { a: { run: touch ran, tags: *a11 } }\n");

    assertTrue(refused(bomb.toString()).contains("alias"));
  }

  @Test
  @DisplayName("J62 a file of 50 MB is refused with its size, at once")
  void aHugeFileIsRefusedWithItsSize() throws Exception {
    Project project = Project.in(temp, "");
    byte[] line =
        "# comment comment comment comment comment comment comment comment co\n"
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(project.path("pawl.yml")))) {
      for (int written = 0; written < 50 << 20; written += line.length) {
        out.write(line);
      }
    }

    // Who reads it before refusing it needs more memory than that.
    Program.Result result = project.program().with("PAWL_JAVA_OPTS", "-Xmx32m").run("run");

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().contains("50"), result.told());
    assertFalse(project.has(".pawl"));
  }

  private Project project() throws Exception {
    return new Project(temp.toRealPath());
  }

  private String refused(String yaml) throws Exception {
    return refused(COMMANDS, yaml);
  }

  /** What every command says about the file; none may do anything else. */
  private String refused(List<List<String>> commands, String yaml) throws Exception {
    Project project = Project.in(temp, yaml);
    String first = "";
    for (List<String> command : commands) {
      Program.Result result = project.pawl(command.toArray(String[]::new));
      assertEquals(2, result.exit(), command + ": " + result.told());
      assertEquals("", result.out());
      first = first.isEmpty() ? result.err() : first;
      assertEquals(first, result.err(), command::toString);
    }
    assertFalse(project.has(".pawl"), "a run was recorded");
    assertFalse(project.has("ran"), "a job was started");
    return first;
  }
}
