package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Workflow;
import dev.pawl.yaml.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML itself: anchors, merges, limits, and texts that are no YAML. */
class YamlTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("J62 anchors and merge keys work: own keys win, the earlier of several maps wins")
  void anchorsAndMergeKeysWork() {
    Workflow workflow =
        Reading.defaultWorkflow(
            """
            x-one: &one { timeout: 1m, grace: 1s }
            x-two: &two { timeout: 2m, priority: 7 }
            jobs:
              a: &a { <<: [*one, *two], run: x }
              b: { run: y, timeout: 3m, <<: *two }
              c: *a
            """);
    assertEquals(Optional.of(Duration.ofMinutes(1)), workflow.jobs().get(0).limits().timeout());
    assertEquals(7, workflow.jobs().get(0).priority());
    assertEquals(Optional.of(Duration.ofMinutes(3)), workflow.jobs().get(1).limits().timeout());
    assertEquals(7, workflow.jobs().get(1).priority());
    assertEquals(workflow.jobs().get(0).limits(), workflow.jobs().get(2).limits());
  }

  @Test
  void aMergeOfSomethingElseIsRefused() {
    assertEquals(
        "pawl.yml:1:17: '<<' merges maps, but here is the text 'x';"
            + " write '<<: *name' or '<<: [*one, *two]'",
        Reading.only("jobs: { a: {<<: x, run: y} }"));
  }

  @Test
  @DisplayName("J62 nested aliases that would explode are refused")
  void nestedAliasesThatWouldExplodeAreRefused() {
    StringBuilder text = new StringBuilder("x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String aliases = ("*a" + (i - 1) + ", ").repeat(10);
      text.append("x-").append(i).append(": &a").append(i).append(" [").append(aliases);
      text.append("]\n");
    }
    String line = Reading.only(text + "jobs: {}\n");
    assertTrue(line.contains("the aliases up to here stand for more than 5000000 nodes"), line);
    assertTrue(line.startsWith("pawl.yml:7:"), line);
  }

  @Test
  @DisplayName("J62 merges that would explode are refused")
  void mergesThatWouldExplodeAreRefused() {
    StringBuilder text = new StringBuilder("x-0: &a0 { k: { a: b } }\n");
    for (int i = 1; i < 40; i++) {
      String alias = "*a" + (i - 1);
      text.append("x-").append(i).append(": &a").append(i);
      text.append(" { l: ").append(alias).append(", r: ").append(alias).append(" }\n");
    }
    assertTrue(Reading.only(text + "jobs: {}\n").contains("the aliases up to here"));
  }

  @Test
  void manyAliasesOfASmallMapAreFine() {
    StringBuilder text = new StringBuilder("x-env: &env { A: 1, B: 2, C: 3 }\njobs:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  j").append(i).append(": { run: x, env: *env }\n");
    }
    assertEquals(20_000, Reading.defaultWorkflow(text.toString()).jobs().size());
  }

  @Test
  void anAliasInsideWhatItNamesIsRefused() {
    String line = Reading.only("jobs: &a { b: *a }");
    assertTrue(line.contains("1:15: alias '*a' stands inside what it names"), line);
  }

  @Test
  void anAliasWithoutAnchorIsRefusedWithADidYouMean() {
    String line = Reading.only("x-a: &common {}\njobs: *comon\n");
    assertEquals("pawl.yml:2:7: alias '*comon' names no anchor; did you mean 'common'?", line);
  }

  @Test
  @DisplayName("J62 a 50 MB file is refused with its size, without being read")
  void aHugeFileIsRefusedWithItsSize() throws IOException {
    Path file = folder.resolve("pawl.yml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L << 20);
    }
    assertEquals(
        file
            + ": is too large: 50 MB (52428800 bytes), at most 32 MB are read;"
            + " split the project or generate less",
        refusal(file));
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedWithThePlace() throws IOException {
    Path file = folder.resolve("pawl.yml");
    Files.write(file, "jobs:\n  a: { run: echo \u00e4 }\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(file + ":2:18: not UTF-8: 0xE4 at byte 23; save the file as UTF-8", refusal(file));
    Files.write(file, "jobs: {}".getBytes(StandardCharsets.UTF_16));
    assertEquals(file + ":1:1: the file is UTF-16; save it as UTF-8", refusal(file));
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Path file = folder.resolve("pawl.yml");
    assertTrue(refusal(file).startsWith(file + ": does not exist; "), refusal(file));
    Files.createDirectory(file);
    assertTrue(refusal(file).startsWith(file + ": is a folder; "), refusal(file));
  }

  @Test
  void deepNestingIsRefusedAndDoesNotOverflowTheStack() {
    String text = "x-a: " + "[".repeat(100_000) + "]".repeat(100_000) + "\njobs: {}";
    assertTrue(Reading.only(text).contains("nested deeper than 100 levels"));
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertEquals(
        "pawl.yml:2:1: a second document starts here; keep one document per file",
        Reading.only("jobs: {}\n---\njobs: {}\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "jobs:\\n\\ta: {run: x}|2:1|a tab cannot indent|use spaces",
        "jobs:\\n  a: {run: x}\\n b: {run: y}|3:2|not valid YAML|check the indentation",
        "jobs: {a: {run: echo: x}}|1:21|not valid YAML|close the map with '}'",
        "jobs:\\n  a:\\n    run: echo: x|3:14|not valid YAML|put a value that contains ': '",
        "jobs: {a: {run: \"x}}|1:21|not valid YAML|close the quotes",
        "jobs: [a|1:9|not valid YAML|close the list with ']'",
        "jobs: {a: {run: @x}}|1:17|not valid YAML|put the value in quotes",
        "jobs:\\n  a: {run: !!python/x y}|2:12|tag|remove the tag",
        "jobs: {a: {run: \"\\u|1:15|not valid YAML: the text after this|close the quotes",
        "jobs: {[a]: b}|1:8|a key must be a text|write a name",
        "jobs: {a: {run: \u0007}}|1:17|the character U+0007 cannot stand in YAML|remove it",
      })
  void aTextThatIsNoYamlIsOneProblemWithPlaceAndRemedy(
      String text, String place, String message, String remedy) {
    String line = Reading.only(text.replace("\\n", "\n").replace("\\t", "\t"));
    assertTrue(line.startsWith("pawl.yml:" + place + ": "), line);
    assertTrue(line.contains(": " + message), line);
    assertTrue(line.contains("; " + remedy), line);
  }

  private static String refusal(Path file) {
    List<Problem> problems = ((ConfigResult.Refused) ConfigReader.read(file)).problems();
    assertEquals(1, problems.size());
    return problems.getFirst().toString();
  }
}
