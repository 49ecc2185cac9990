package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file, a job or a name says reaches no terminal raw, whatever command tells of it. */
class EscapesTest {
  /** The forms that say the same to a program and to a person. */
  private static final List<String> BARE = List.of("csv", "tsv");

  private static final String YAML =
      """
      workflows:
        default:
          description: "%1$s"
          jobs:
            bad:
              run: "printf '%2$s'; printf '1/9 %2$s\\\\n' >$PAWL_PROGRESS; exit 3"
              description: "%1$s"
              fail_text: "%1$s"
              tags: [slow]
            gate: { run: x, skip: [{ env: PATH, desc: "%1$s" }] }
            after: { run: x, needs: bad }
            condition: { run: x, only: [{ run: "printf '%2$s'; exit 126", desc: "%1$s" }] }
            step: { run: "printf x >out", outputs: [out], env: { V: "%1$s" } }
            lost: { run: "true", outputs: ["%1$s"] }
            loop: { run: "printf '%2$s'; exit 1", foreach: { list: ["%1$s"] } }
            cut: { run: "printf '5/9 %2$s\\\\n' >$PAWL_PROGRESS; sleep 9", timeout: 300ms, dir: "d" }
      """
          .formatted(Evil.YAML, Evil.PRINTF.replace("\\", "\\\\"));

  @TempDir static Path temp;
  private static Project project;

  @BeforeAll
  static void aRunAndALedgerOfAnotherProgram() throws Exception {
    project = Project.in(temp.resolve("project" + Evil.RAW.replace("\r", "")), YAML);
    Files.createDirectory(project.path("d"));
    Program.Result run = project.pawl("run", "-v", "--explain");
    assertEquals(1, run.exit(), run.told());
    assertTrue(Evil.harmless(run).contains("OWNED"), run.told());
    String step =
        """
        {"step_name":"other\\u202e","completed":false,"content_hash":"%1$s","x%1$s":"%1$s",\
        "content_reference":{"%1$s":"%1$s"},"dependencies":{"gone\\u202e":"%1$s"},\
        "validation_status":{"Invalid":"%1$s"},"key":{"command":"%1$s"},\
        "by":{"run":"%1$s","boot":"%1$s","pid":1,"start":2}}
        """
            .formatted(Evil.JSON);
    Files.writeString(
        project.path(".pawl/state.jsonl"), step, java.nio.file.StandardOpenOption.APPEND);
  }

  @Test
  void noListingOfRunsSteersATerminal() throws Exception {
    for (String format : List.of("table", "json", "ndjson")) {
      String told = Evil.harmless(project.pawl("jobs", "-v", "--format", format));
      assertTrue(told.contains("OWNED"), told);
    }
    for (String format : BARE) {
      Path screen = temp.resolve("jobs." + format);
      assertTrue(
          Evil.harmlessOnTerminal(project, screen, "jobs", "--format", format).contains("OWNED"));
    }
    Evil.harmless(project.pawl("jobs", "--run", Evil.RAW));
    Evil.harmless(project.pawl("prune", "--dry-run", "--older-than", "1ms"));
    Evil.harmless(project.pawl("run", "--dry-run", "--job", Evil.RAW));
    assertTrue(Evil.harmless(project.pawl("run", "--dry-run")).contains("OWNED"));
    Evil.harmlessOnTerminal(project, temp.resolve("logs"), "logs", "last");
    Evil.harmlessOnTerminal(project, temp.resolve("log"), "logs", "bad");
  }

  @Test
  void noListingOfStepsSteersATerminal() throws Exception {
    for (String format : List.of("table", "json", "ndjson")) {
      String told = Evil.harmless(project.pawl("state", "list", "--format", format));
      assertTrue(told.contains("OWNED"), told);
    }
    for (String format : BARE) {
      Path screen = temp.resolve("state." + format);
      Evil.harmlessOnTerminal(project, screen, "state", "list", "--format", format);
    }
    for (String word : List.of("show", "why")) {
      String told = Evil.harmless(project.pawl("state", word, "other\u202e"));
      assertTrue(told.contains("OWNED"), told);
    }
    Evil.harmless(project.pawl("state", "show", "other\u202e", "--format", "json"));
    Evil.harmless(project.pawl("state", "verify"));
    Evil.harmless(project.pawl("state", "invalidate", "--dry-run", "other\u202e"));
    Evil.harmless(project.pawl("state", "why", Evil.RAW));
  }

  @Test
  void noGraphSteersATerminal() throws Exception {
    for (String format : List.of("text", "json", "dot", "mermaid")) {
      Evil.harmless(project.pawl("graph", "--format", format));
    }
    Evil.harmless(project.pawl("graph", Evil.RAW));
  }

  @Test
  void noConsoleOfARunSteersATerminal() throws Exception {
    Project other = Project.in(temp.resolve("live"), YAML);
    Files.createDirectory(other.path("d"));
    String shown = Evil.harmlessOnTerminal(other, temp.resolve("run"), "run");
    assertTrue(shown.contains("OWNED"), shown);
    Evil.harmlessOnTerminal(other, temp.resolve("again"), "run", "-v", "--explain");
    Evil.harmlessOnTerminal(other, temp.resolve("retry"), "retry");
    Evil.harmless(other.pawl("retry", Evil.RAW));
    Evil.harmless(other.pawl("cancel", Evil.RAW));
    Evil.harmless(other.pawl("attach", Evil.RAW));
  }

  @Test
  void noMessageAboutAFileOrAnArgumentSteersATerminal() throws Exception {
    Project wrong =
        Project.in(
            temp.resolve("wrong" + Evil.RAW.replace("\r", "")),
            """
            jobs:
              "a%1$s": { run: x }
              b: { "ru%1$s": x, dir: "/%1$s", needs: ["%1$s"], timeout: "%1$s", shell: "%1$s" }
              c: { run: x, inputs: ["/%1$s"], env: { "%1$s": x }, skip: [{ "%1$s": x }] }
            """
                .formatted(Evil.YAML));
    for (List<String> command :
        List.of(List.of("validate"), List.of("run"), List.of("graph"), List.of("status"))) {
      Program.Result result = wrong.pawl(command.toArray(String[]::new));
      assertEquals(2, result.exit(), result.told());
      assertTrue(Evil.harmless(result).contains("OWNED"), result.told());
    }
    Evil.harmless(wrong.pawl("doctor"));
    for (List<String> command :
        List.of(
            List.of(Evil.RAW),
            List.of("--" + Evil.RAW),
            List.of("run", "--" + Evil.RAW),
            List.of("run", Evil.RAW),
            List.of("run", "--env", Evil.RAW),
            List.of("run", "-j", Evil.RAW),
            List.of("-C", "/" + Evil.RAW, "run"),
            List.of("--config", Evil.RAW, "run"),
            List.of("logs", Evil.RAW),
            List.of("help", Evil.RAW),
            List.of("state", Evil.RAW),
            List.of("jobs", "--format", Evil.RAW))) {
      Program.Result result = project.pawl(command.toArray(String[]::new));
      assertFalse(result.exit() == 70, result.told());
      assertTrue(Evil.harmless(result).contains("OWNED"), result.told());
    }
    Files.delete(wrong.path("pawl.yml"));
    Evil.harmless(wrong.pawl("run"));
    Evil.harmless(wrong.pawl("init"));
    Evil.harmless(wrong.pawl("validate"));
  }

  @Test
  void noCompletionOffersWhatSteersATerminal() throws Exception {
    List<List<String>> words = new ArrayList<>();
    words.add(List.of("run", "--tag", ""));
    words.add(List.of("run", "--skip", ""));
    words.add(List.of("state", "show", ""));
    for (List<String> line : words) {
      List<String> all = new ArrayList<>(List.of("__complete"));
      all.addAll(line);
      Program.Result result = project.pawl(all.toArray(String[]::new));
      Evil.harmless(result);
    }
  }

  @Test
  void noDamageOfARecordSteersATerminal() throws Exception {
    Project damaged = Project.in(temp.resolve("damaged"), "jobs: { a: { run: 'true' } }\n");
    assertEquals(0, damaged.pawl("run").exit());
    Path journal = damaged.run().folder().resolve("journal.jsonl");
    byte[] lines = Files.readAllBytes(journal);
    String evil =
        new String(lines, StandardCharsets.UTF_8).replaceFirst("RunBegan", "Run" + Evil.RAW);
    Files.writeString(journal, evil.replace("\nOWNED", "OWNED"));
    Evil.harmless(damaged.pawl("jobs"));
    Evil.harmless(damaged.pawl("logs", "last"));
    Evil.harmless(damaged.pawl("retry"));
    Files.writeString(
        damaged.path(".pawl/state.jsonl"), "{\"step_name\":\"" + Evil.RAW + "\"}\nx\n");
    Evil.harmless(damaged.pawl("state"));
  }
}
