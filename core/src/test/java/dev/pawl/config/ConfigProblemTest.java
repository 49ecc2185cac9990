package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Durations;
import dev.pawl.model.SafeText;
import dev.pawl.model.Sizes;
import dev.pawl.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about a file that is not correct. */
class ConfigProblemTest {
  @Test
  @DisplayName("J09 an unknown need is told with both names, its place and a did-you-mean")
  void anUnknownNeedIsToldWithBothNamesItsPlaceAndADidYouMean() {
    assertEquals(
        "pawl.yml:3:26: job 'test' needs 'instal', which is not a job here;"
            + " did you mean 'install'?",
        Reading.only(
            """
            jobs:
              install: { run: x }
              test: { run: x, needs: instal }
            """));
  }

  @Test
  @DisplayName("J10 a cycle is printed from its first job round to it again")
  void aCycleIsPrintedRoundToItsFirstJob() {
    assertEquals(
        "pawl.yml:2:23: the needs go round in a circle: a -> b -> a; remove one of these needs",
        Reading.only(
            """
            jobs:
              a: { run: x, needs: b }
              b: { run: x, needs: [c, a] }
              c: { run: x }
              d: { run: x, needs: [c, b] }
            """));
  }

  @Test
  @DisplayName("J10 two cycles are both printed")
  void twoCyclesAreBothPrinted() {
    List<String> lines =
        Reading.lines(
            """
            jobs:
              e: { run: x, needs: [d] }
              a: { run: x, needs: [b] }
              b: { run: x, needs: [a] }
              c: { run: x, needs: [d] }
              d: { run: x, needs: [c, a] }
            """);
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("3:24: the needs go round in a circle: a -> b -> a"));
    assertTrue(lines.getLast().contains("c -> d -> c"), lines::toString);
  }

  @Test
  @DisplayName("J10 a job that needs itself is refused")
  void aJobThatNeedsItselfIsRefused() {
    assertEquals(
        "pawl.yml:1:29: job 'a' needs itself: a -> a; remove it from 'needs'",
        Reading.only("jobs: { a: {run: x, needs: [a]} }"));
  }

  @Test
  @DisplayName("J11 the same job twice is refused with both places")
  void theSameJobTwiceIsRefusedWithBothPlaces() {
    assertEquals(
        "pawl.yml:3:3: job 'a' is there twice; the first is at pawl.yml:2:3; rename or remove one",
        Reading.only("jobs:\n  a: { run: x }\n  a: { run: y }\n"));
  }

  @Test
  void whatAFileSaysIsToldInOneLineThatNoTerminalObeys() {
    List<String> lines =
        Reading.lines(
            """
            jobs:
              "a\\e[2J\\nb": { run: x }
              c: { run: x, needs: ["\\u202e\\r"], timeout: "\\a1s" }
            """);
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("'a\\x1b[2J\\nb'"), lines::toString);
    for (String line : lines) {
      assertEquals(SafeText.shown(line), line);
    }
  }

  @Test
  void theSameKeyTwiceIsRefusedWithBothPlaces() {
    assertEquals(
        "pawl.yml:2:16: key 'run' is there twice in job 'a'; the first is at pawl.yml:2:8; keep one",
        Reading.only("jobs:\n  a: { run: x, run: y }"));
  }

  @Test
  void noticesInAWrongPlaceOrWithAWrongKeyAreToldWithTheirPlace() {
    assertEquals(
        "pawl.yml:1:22: unknown key 'on' in job 'a'; 'on' belongs in a workflow",
        Reading.only("jobs: { a: { run: x, on: { failure: y } } }"));
    assertEquals(
        "pawl.yml:3:11: unknown key 'failur' in 'on'; did you mean 'failure'?",
        Reading.only("workflows:\n  w:\n    on: { failur: x }\n    jobs: {}\n"));
    assertEquals(
        "pawl.yml:1:23: 'on' in workflow 'w' is an empty map;"
            + " add one of success, failure and finish, or remove it",
        Reading.only("workflows: { w: { on: {}, jobs: {} } }"));
    assertEquals(
        "pawl.yml:1:32: 'finish' in 'on' is empty; write a command, or 'true' to do nothing",
        Reading.only("workflows: { w: { on: {finish: ''}, jobs: {} } }"));
  }

  @Test
  @DisplayName("J59 all problems of a file are told at once, by place, each with a remedy")
  void allProblemsOfAFileAreToldAtOnce() {
    String text =
        """
        jobs:
          test: { run: x, need: build }
          build:
            run: make
            timeout: 30
            tags: slow
            mode: piped
        log: { max_size: 10mb }
        """;
    assertEquals(
        List.of(
            "pawl.yml:2:19: unknown key 'need' in job 'test'; did you mean 'needs'?",
            "pawl.yml:5:14: 'timeout' in job 'build' must be a duration, but is the number 30; "
                + Durations.RULE,
            "pawl.yml:6:11: 'tags' in job 'build' must be a list, but is the text 'slow';"
                + " write a list: [slow]",
            "pawl.yml:7:5: unknown key 'mode' in job 'build'; 'mode' belongs in a workflow",
            "pawl.yml:8:18: 'max_size' in 'log' must be a size, but is the text '10mb'; "
                + Sizes.RULE),
        Reading.lines(text));
  }

  @Test
  @DisplayName("J59 after 100 problems only their number is told")
  void afterAHundredProblemsOnlyTheirNumberIsTold() {
    StringBuilder text = new StringBuilder("jobs:\n");
    for (int i = 0; i < 150; i++) {
      text.append("  j").append(i).append(": { run: x, nope: y }\n");
    }
    List<Problem> problems = Reading.problems(text.toString());
    assertEquals(101, problems.size());
    assertEquals(
        "pawl.yml:102:19: and 50 more problems from here on; correct those above first",
        problems.getLast().toString());
  }

  @Test
  void theBodyOfAJobThatIsThereTwiceIsCheckedToo() {
    List<String> lines = Reading.lines("jobs:\n  a: { run: x }\n  a: { run: y, nope: z }\n");
    assertEquals(2, lines.size(), lines::toString);
  }

  @ParameterizedTest
  @DisplayName("J60 a name that would leave the log folder is refused")
  @ValueSource(
      strings = {
        "../x",
        "a/b",
        "\"\"",
        ".",
        "-a",
        "a b",
        "ä",
        "all",
        "last",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aNameThatWouldLeaveTheLogFolderIsRefused(String name) {
    String line = Reading.only("jobs: { " + name + ": { run: x } }");
    assertTrue(line.contains(" is not a name for a job; use 1 to 64 letters"), line);
    assertTrue(line.startsWith("pawl.yml:1:9: "), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "off", "Yes", "OFF"})
  void whereABooleanIsExpectedTheOldBooleansOfYamlAreNamedAsTexts(String word) {
    assertEquals(
        "pawl.yml:1:33: 'background' in job 'a' must be true or false, but is the text '"
            + word
            + "'; YAML 1.2 reads '"
            + word
            + "' as a text: write true or false",
        Reading.only("jobs: { a: {run: x, background: " + word + "} }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "background: \"true\" | remove the quotes",
        "description: 42 | put it in quotes: \"42\"",
        "description: | write a text or remove the key",
        "shell: bash -c | write a list: [bash, -c]",
        "skip: \"true\" | remove the quotes, or write [{ env: true }]",
        "skip: { env: A } | put it into a list: skip: [{ ... }]",
        "only: [{env: A, ref: b}] | make each an entry of its own",
        "dir: /etc | write it relative to the folder of pawl.yml",
        "dir: a/../.. | name something inside it",
        "retries: { limit: 1, delay: 5m } | make 'max_delay' at least as long",
        "silent: true | add 'background: true' or remove it",
        "interactive: true, retries: 1 | remove one",
        "interactive: true, service: true | choose one",
        "foreach: { list: [a, ~] } | write \"\" for an empty one",
        "foreach: { glob: ../x } | name something inside it",
        "foreach: { lines: x, run: y } | keep one",
        "foreach: {} | add one",
        "foreach: { lines: x }, service: true | choose one",
        "foreach: { lines: x }, checkpoint: false | remove one",
        "inputs: [/x] | write it relative to the folder of the job",
        "inputs: [\"**/../x\"] | put every '..' at the front",
        "outputs: [\"a{b\"] | close every '[' and '{', or put '\\' before them",
        "outputs: [x], interactive: true | remove it",
        "jitter: true | 'jitter' belongs in 'retries'",
        "priority: 1.5 | write a number without quotes, -1000000 to 1000000",
        "daemonize: keeep | did you mean 'keep'?",
        "needs: { a: b } | write [build]",
        "timeout: 99999999999999999999d | " + Durations.RULE,
      })
  void everyProblemHasItsRemedy(String field, String remedy) {
    String line = Reading.only("jobs: { a: { run: x, " + field + " } }");
    assertTrue(line.endsWith("; " + remedy), line);
  }

  @Test
  void aBadPatternIsToldWithItsPlace() {
    assertEquals(
        "pawl.yml:2:31: 'outputs' in job 'a' leaves the project: '../out';"
            + " name something inside it",
        Reading.only("jobs:\n  a: { run: x, outputs: [\"b\", \"../out\"] }"));
  }

  @Test
  void aServiceThatABackgroundJobNeedsMustBeInTheBackgroundToo() {
    String service = "s: { run: x, service: true";
    String job = " }, b: { run: x, background: true, needs: s } }";
    assertEquals(
        "pawl.yml:1:77: background job 'b' needs the service 's', which is stopped when the"
            + " foreground ends; take the job out of the background, or put the service into it",
        Reading.only("jobs: { " + service + job));
    assertEquals(List.of(), Reading.lines("jobs: { " + service + ", background: true" + job));
  }

  @Test
  void whatTheDefaultsSayWronglyIsToldOnceAndThere() {
    assertEquals(
        "pawl.yml:3:26: 'timeout' in 'defaults' must be a duration, but is the number 5; "
            + Durations.RULE,
        Reading.only(
            """
            workflows:
              w:
                defaults: { timeout: 5 }
                jobs: { a: { run: x }, b: { run: x } }
            """));
  }

  @Test
  void aDefaultThatNoJobCanUseIsDead() {
    assertEquals(
        "pawl.yml:3:17: 'ready' in 'defaults' has no effect without a service; remove it",
        Reading.only(
            """
            workflows:
              w:
                defaults: { ready: x }
                jobs: { a: { run: x } }
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "---\n", "# only a comment\n", "~", "\uFEFF"})
  void anEmptyFileIsRefusedWithAFirstJob(String text) {
    String line = Reading.only(text);
    assertTrue(line.contains(":1: the file is empty; define a job"), line);
  }

  @Test
  void aFileWithoutJobsAndWorkflowsIsRefused() {
    assertEquals(
        "pawl.yml:1:1: the file has neither 'jobs' nor 'workflows'; " + ProjectReader.FIRST_JOB,
        Reading.only("sync: always"));
  }

  @Test
  void noMessageHoldsALineBreakOfTheUser() {
    for (Corpus.Document document : Corpus.documents()) {
      for (Problem problem : Reading.problems(document.text())) {
        assertFalse(problem.toString().contains("\n"), problem::toString);
        assertTrue(problem.line() > 0 && problem.column() > 0, problem::toString);
        assertFalse(problem.remedy().isEmpty(), problem::toString);
      }
    }
  }
}
