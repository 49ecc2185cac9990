package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody may read in the records. */
class SecretTest {
  private static final List<String> SECRETS =
      List.of(
          "workflow-5ecret-7f31",
          "defaults-5ecret-7f32",
          "job-5ecret-7f33\\with\"quote",
          "option-5ecret-7f34",
          "caller-5ecret-7f35",
          "lower-5ecret-7f36");

  @TempDir Path temp;

  @Test
  @DisplayName("J53 secrets are in nothing that Pawl writes; what a job prints is its own")
  void secretsAreInNothingThatPawlWrites() throws Exception {
    Project project = Project.in(temp, config());

    Program.Result result =
        project
            .program()
            .with("CALLER_TOKEN", SECRETS.get(4))
            .run("run", "--env", "OPTION_SECRET=" + SECRETS.get(3), "-v");

    RunRecord run = project.run();
    assertEquals(1, result.exit());
    assertEquals(String.join("\n", SECRETS) + "\n", run.log("prints"));
    assertClean("stdout", withoutLines(result.out(), "prints"));
    assertClean("stderr", withoutLines(result.err(), "prints"));
    assertTrue(result.err().contains("with ***, ***"), result.told());
    try (Stream<Path> files = Files.walk(project.path(".pawl"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(run.logFile("prints"))) {
          assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (String job : List.of("lost", "asks", "later")) {
      assertTrue(run.reason(job).contains("***"), run.reason(job));
    }
  }

  @Test
  @DisplayName("J53 a looking command does not show them either")
  void lookingDoesNotShowSecrets() throws Exception {
    Project project = Project.in(temp, config());

    for (String format : List.of("text", "mermaid", "dot", "json")) {
      Program.Result graph = project.pawl("graph", "--format", format);
      assertClean("graph " + format, graph.out() + graph.err());
    }
    Program.Result dry =
        project.pawl("run", "--dry-run", "-v", "--env", "OPTION_SECRET=" + SECRETS.get(3));
    assertTrue(dry.out().contains("because *** and ***"), dry.told());
    assertClean("dry run", dry.out() + dry.err());
  }

  private static String config() {
    return """
    workflows:
      default:
        description: with %1$s
        env: { API_TOKEN: %1$s, db_password: %6$s, SHORT_KEY: abc }
        defaults: { env: { DEPLOY_KEY: %2$s } }
        jobs:
          prints:
            description: prints %2$s
            env: { JOB_SECRET: '%3$s' }
            run: |
              printf '%%s\\n' "$API_TOKEN" "$DEPLOY_KEY" "$JOB_SECRET" "$OPTION_SECRET"
              printf '%%s\\n' "$CALLER_TOKEN" "$db_password"
              echo abc >>"$PAWL_PROJECT/out"
          uses: { run: "echo %1$s >/dev/null; false", fail_text: "with %5$s, %2$s" }
          lost: { run: "true", dir: folder-%6$s }
          asks: { run: "true", skip: [ { run: "exit 126 # %1$s" } ] }
          later: { run: "true", skip: [ { env: API_TOKEN, desc: "because %1$s and %4$s" } ] }
    """
        .formatted(SECRETS.toArray());
  }

  private static String withoutLines(String text, String job) {
    StringBuilder rest = new StringBuilder();
    text.lines()
        .filter(line -> !line.startsWith(job))
        .forEach(line -> rest.append(line).append('\n'));
    return rest.toString();
  }

  private static void assertClean(String where, String text) {
    for (String secret : SECRETS) {
      String core = secret.substring(0, secret.indexOf("-7f") + 5);
      assertFalse(text.contains(core), where + " holds " + core + ":\n" + text);
    }
  }
}
