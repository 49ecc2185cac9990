package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file: each mistake is one problem with place and remedy. */
class BacklogProblemTest {
  @TempDir private Path folder;

  @DisplayName("B03 a wrong field of an item is told with its place and what to do")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status: redy|38|'status' of item WRK-001 must be one of new, scoping, ready, in_progress,"
            + " done, blocked, but is the text 'redy'; did you mean 'ready'?",
        "status: in-progress|38|'status' of item WRK-001 must be one of new, scoping, ready,"
            + " in_progress, done, blocked, but is the text 'in-progress';"
            + " did you mean 'in_progress'?",
        "status: in_progress|5|item WRK-001 is in_progress, but has no phase;"
            + " add 'phase: NAME', or set 'status: new'",
        "status: scoping, pool: pre|5|item WRK-001 is scoping, but has no phase;"
            + " add 'phase: NAME', or set 'status: new'",
        "status: ready, phase: build|52|item WRK-001 is ready, but has a phase;"
            + " remove 'phase' and 'pool'",
        "status: in_progress, phase: build, pool: pre|71|item WRK-001 is in_progress,"
            + " but its pool is pre; its pool can only be main",
        "status: blocked|5|'blocked' is missing in item WRK-001;"
            + " add 'blocked: { from: ready, reason: TEXT }'",
        "status: blocked, blocked: { reason: x }|56|'from' is missing in 'blocked' of item WRK-001;"
            + " say where it goes on then: 'from: ready'",
        "status: blocked, blocked: { from: done }|64|'from' of 'blocked' of item WRK-001 must be"
            + " one of new, scoping, ready, in_progress, but is the text 'done';"
            + " write one of these",
        "blocked: { from: ready }|39|item WRK-001 is new, but says why it is blocked;"
            + " remove 'blocked'",
        "resolution: closed|42|item WRK-001 is new, but has a resolution; remove 'resolution'",
        "size: 3|36|'size' of item WRK-001 must be one of small, medium, large, but is the"
            + " number 3; write one of these",
        "pipeline: [a]|40|'pipeline' of item WRK-001 must be a text, but is a list;"
            + " write one text, in quotes if it has brackets or braces",
        "dependencies: WRK-001|44|'dependencies' of item WRK-001 must be a list, but is the text"
            + " 'WRK-001'; write a list: [WRK-003]",
        "dependencies: [a b]|45|'a b' is not the name of an item, in item WRK-001; 1 to 64"
            + " letters, digits, '.', '_' or '-', starting with a letter or digit",
        "dependencies: [WRK-011]|45|item WRK-001 needs WRK-011, which never existed;"
            + " did you mean 'WRK-001'?",
        "dependencies: [WRK-001]|45|items wait for each other: WRK-001 -> WRK-001;"
            + " remove one of these dependencies",
        "tags: [~]|37|an entry of 'tags' in item WRK-001 must be a text, but is nothing;"
            + " write a list: [web, slow]",
        "description: [a]|43|'description' of item WRK-001 must be a map, but is a list;"
            + " write a map: { problem: TEXT, solution: TEXT }, or one text",
        "description: { problem: [x] }|54|'problem' of 'description' of item WRK-001 must be a"
            + " text, but is a list; write one text, in quotes if it has brackets or braces",
        "requires_human_review: yes|53|'requires_human_review' of item WRK-001 must be true or"
            + " false, but is the text 'yes'; YAML 1.2 reads this as a text: write true or false",
        "approved: true|40|'approved' of item WRK-001 must be a map, but is true;"
            + " write a map: { by: NAME, at: 2026-11-20T15:47:41Z }",
        "approved: { by: me }|40|'at' is missing in 'approved' of item WRK-001;"
            + " say when it was approved",
        "created: 2026-11-20|39|'created' of item WRK-001 must be a time, but is the text"
            + " '2026-11-20'; write it as RFC 3339 has it: 2026-11-20T15:47:41Z",
        "created: 2026-02-30T10:00:00Z|39|'created' of item WRK-001 must be a time, but is the"
            + " text '2026-02-30T10:00:00Z';"
            + " write it as RFC 3339 has it: 2026-11-20T15:47:41Z",
        "notes: a, notes: b|40|'notes' is there twice in item WRK-001; keep one",
      })
  void aWrongFieldIsToldWithItsPlace(String fields, int column, String message) {
    String text = Reading.file("- { id: WRK-001, title: T, " + fields + " }");
    assertEquals("BACKLOG.yaml:4:" + column + ": " + message, Reading.only(text));
  }

  @DisplayName("B03 a file that is wrong as a whole is told with its place and what to do")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|1:1: the file is empty; write 'schema_version: 4' and 'items: []'",
        "\\n# c\\n|1:1: the file is empty; write 'schema_version: 4' and 'items: []'",
        "[]|1:1: the file must be a map, but is an empty list;"
            + " write 'schema_version: 4' and 'items: []'",
        "items: []|1:1: 'schema_version' is missing; write 'schema_version: 4'",
        "schema_version: 5|1:17: schema_version is 5: written by a newer Pawl;"
            + " this one reads up to 4",
        "schema_version: 2|1:17: schema_version 2 is not known; 3 and 4 are read",
        "schema_version: x|1:17: 'schema_version' of the file must be a whole number, but is the"
            + " text 'x'; it can be 0 to 999999999",
        "V\\nitems: 3|2:8: 'items' must be a list, but is the number 3;"
            + " write 'items: []', or '- title: TEXT' below it",
        "V\\nitems:\\n- x|3:3: an item must be a map, but is the text 'x'; write '- title: TEXT'",
        "V\\nnext_id: -1|2:10: 'next_id' of the file must be a whole number, but is the number"
            + " -1; it can be 0 to 999999999",
        "V\\nV|2:1: 'schema_version' is there twice in the file; keep one",
        "V\\nitems:\\n- {id: A, title: x}\\nitems: []|4:1: 'items' is there twice in the file;"
            + " keep one",
        "V\\nitems:\\n- id: A B\\n  title: x|3:7: 'id' must be the name of an item, but is the text"
            + " 'A B'; 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit",
        "V\\nitems:\\n- id: A\\n  title: x\\n\\n- id: A\\n  title: y|6:7: item A is there twice;"
            + " the first is at BACKLOG.yaml:3:7; give this one another id, or none",
        "V\\nitems:\\n- id: A|3:3: 'title' is missing in item A; say what is to be done",
        "V\\nitems:\\n- id: A\\n  title: ' '|3:3: the title of item A is empty;"
            + " say what is to be done",
        "V\\nitems:\\n- status: new|3:3: 'title' is missing in this item; say what is to be done",
        "V\\nitems:\\n\\t- id: A|3:1: a tab cannot indent or separate here; use spaces",
        "V\\nitems:\\n- id: A\\n  title: a: b|4:11: not valid YAML: mapping values are not allowed"
            + " here; put a value that contains ': ' in quotes, or check the indentation",
        "V\\nitems:\\n- id: A\\n  title: a\\0b|4:11: the character U+0000 cannot stand in YAML;"
            + " remove it, or write it as an escape in double quotes",
        "V\\n---\\nitems: []|2:1: a second document starts here; keep one document per file",
        "V\\nitems:\\n- id: A\\n  title: *x|4:10: alias '*x' names no anchor;"
            + " define it before with '&x'",
      })
  void aFileThatIsWrongAsAWholeIsToldWithItsPlace(String text, String message) {
    String file =
        text.replace("V", "schema_version: 4")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\0", "\0");
    assertEquals("BACKLOG.yaml:" + message, Reading.only(file));
  }

  @Test
  @DisplayName("B03 all problems are told at once, also those in different items, with CRLF too")
  void allProblemsAreToldAtOnce() {
    String text =
        """
        schema_version: 4
        items:
          # first
          - id: WRK-001
            title: a
            status: redy

          - id: WRK-002
            title: b
            size: big
            dependencies: [WRK-099]
          - title: [c]
        next_id: x
        """;
    List<String> expected =
        List.of(
            "6:13: 'status'", "10:11: 'size'", "12:12: 'title' of this item", "13:10: 'next_id'");
    for (String form : List.of(text, text.replace("\n", "\r\n"), "\ufeff" + text)) {
      List<String> lines = Reading.problems(form);
      assertEquals(expected.size(), lines.size(), lines::toString);
      for (int i = 0; i < expected.size(); i++) {
        assertTrue(lines.get(i).startsWith("BACKLOG.yaml:" + expected.get(i)), lines.get(i));
      }
    }
  }

  @Test
  @DisplayName("B03 every circle of needs is told once, with its path")
  void everyCircleOfNeedsIsToldOnceWithItsPath() {
    String text =
        """
        schema_version: 4
        items:
          - { id: A, title: x, dependencies: [B] }
          - id: B
            title: x
            dependencies:
              - C
          - { id: C, title: x, dependencies: [D, A] }
          - { id: D, title: x, dependencies: [D] }
          - { id: E, title: x, dependencies: [A] }
        """;
    assertEquals(
        List.of(
            "BACKLOG.yaml:3:39: items wait for each other: A -> B -> C -> A;"
                + " remove one of these dependencies",
            "BACKLOG.yaml:9:39: items wait for each other: D -> D;"
                + " remove one of these dependencies"),
        Reading.problems(text));
  }

  @Test
  @DisplayName("B03 an item that has left the file did exist, one with a later number did not")
  void anItemThatHasLeftTheFileDidExist() {
    String item = "- { id: WRK-002, title: x, dependencies: [WRK-009, WRK-010] }";
    assertEquals(
        List.of(
            "BACKLOG.yaml:4:54: item WRK-002 needs WRK-010, which never existed;"
                + " did you mean 'WRK-002'?"),
        Reading.problems(Reading.file(item)));
    String done = "- { id: WRK-002, title: x, status: done, dependencies: [WRK-010] }";
    assertEquals(List.of(), Reading.problems(Reading.file(done)));
  }

  @Test
  @DisplayName("B03 an unknown pipeline or phase is told before any work")
  void anUnknownPipelineOrPhaseIsToldBeforeAnyWork() {
    BacklogDocument document =
        Reading.document(
            """
            schema_version: 4
            items:
            - { id: A, title: x, pipeline: featur }
            - { id: B, title: x, pipeline: release }
            - id: C
              title: x
              status: in_progress
              phase: biuld
              pipeline: feature
            - { id: D, title: x, status: blocked, blocked: { from: scoping }, phase: build,
                pipeline: feature }
            - { id: E, title: x, status: in_progress, phase: scope }
            - { id: F, title: x, status: done, pipeline: gone }
            - { id: G, title: x, status: in_progress, phase: review, pipeline: feature }
            - { id: H, title: x }
            """);
    assertEquals(
        List.of(
            "BACKLOG.yaml:3:22: item A: there is no pipeline 'featur'; did you mean 'feature'?",
            "BACKLOG.yaml:4:22: item B: there is no pipeline 'release'; known are feature",
            "BACKLOG.yaml:8:3: item C: pipeline 'feature' has no phase 'biuld' there;"
                + " did you mean 'build'?",
            "BACKLOG.yaml:10:67: item D: pipeline 'feature' has no phase 'build' there;"
                + " the pre phases of pipeline 'feature' are scope",
            "BACKLOG.yaml:12:43: item E: pipeline 'feature' has no phase 'scope' there;"
                + " the main phases of pipeline 'feature' are build, review"),
        Reading.lines(document.check(Reading.settings())));
    assertEquals(
        "BACKLOG.yaml:12:22: item E is in_progress, but there is no pipeline;"
            + " configure one under 'pipelines' in pawl.yml",
        document.check(WorkSettings.NONE).get(4).toString());
  }

  @Test
  @DisplayName("B03 a missing file says how to get one")
  void aMissingFileSaysHowToGetOne() {
    Path file = folder.resolve("BACKLOG.yaml");
    assertEquals(
        "BACKLOG.yaml: does not exist; 'pawl init --backlog' writes a first one; "
            + "if it was deleted, get it back with 'git checkout HEAD -- BACKLOG.yaml'",
        refusal(file));
  }

  @Test
  @DisplayName("B03 a broken file is told with its place, and stays as it is")
  void aBrokenFileIsToldAndStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("BACKLOG.yaml"), "schema_version: 4\nitems: [\n");
    assertEquals(
        "BACKLOG.yaml:3:1: not valid YAML: expected the node content, but found '<stream end>'"
            + " while parsing a flow node; put texts with special characters in quotes",
        refusal(file));
    assertEquals("schema_version: 4\nitems: [\n", Files.readString(file));
    Files.write(file, "items: ä".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        "BACKLOG.yaml:1:8: not UTF-8: 0xE4 at byte 7; save the file as UTF-8", refusal(file));
  }

  @Test
  void twentyMegabytesOfItemsAreReadAndFortyAreOneProblem() throws IOException {
    String item = "- title: " + "x".repeat(1000) + "\n";
    String text = "schema_version: 4\nitems:\n" + item.repeat(20_000);
    assertEquals(20_000, Reading.backlog(text).items().size());
    Path file = Files.writeString(folder.resolve("BACKLOG.yaml"), text + item.repeat(20_000));
    assertTrue(refusal(file).startsWith("BACKLOG.yaml: is too large: 38 MB"), refusal(file));
  }

  @Test
  void manyProblemsAreToldUpToALimit() {
    String text = "schema_version: 4\nitems:\n" + "- title: x\n  size: huge\n".repeat(5000);
    List<String> lines = Reading.problems(text);
    assertEquals(Problems.SHOWN + 1, lines.size());
    assertTrue(lines.getLast().contains("and 4900 more problems"), lines.getLast());
  }

  private static String refusal(Path file) {
    return BacklogFile.read(file, "BACKLOG.yaml", "WRK")
            instanceof BacklogResult.Refused(List<Problem> problems)
        ? problems.getFirst().toString()
        : "none";
  }
}
