package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pawl.agent.Sections.Section;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PipelineName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code results.txt} is the corpus: what is valid, and what is said of the rest. */
@DisplayName("B12 B28 B29 the results of agents")
class ResultFileTest {
  private static final ItemId ITEM = new ItemId("WRK-007");
  private static final AgentSetting AGENT = AgentSetting.of(Preset.CLAUDE);
  private static final Assignment BUILD = Assignment.phase(AGENT, ITEM, "build");
  private static final Assignment TRIAGE =
      Assignment.triage(AGENT, ITEM, List.of(new PipelineName("feature"), new PipelineName("fix")));
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ResultSchema.json());

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyResultIsReadAsWritten() throws IOException {
    Sections sections = Sections.of("results.txt");
    assertTrue(sections.all().size() > 40, () -> "only " + sections.all().size());
    return sections.tests(section -> told(read(section)));
  }

  @TestFactory
  Stream<DynamicTest> theSchemaGivesTheVerdictOfTheReader() throws IOException {
    return Sections.of("results.txt").all().stream()
        .filter(section -> !section.title().startsWith("no JSON"))
        .map(section -> DynamicTest.dynamicTest(section.title(), () -> agree(section)));
  }

  @Test
  void aFileThatIsNotThereIsNone() {
    assertInstanceOf(ResultFile.None.class, ResultFile.read(folder.resolve("none"), BUILD));
  }

  @Test
  void aFileOfMoreThanAMegabyteIsRefusedUnread() throws IOException {
    Path file = folder.resolve("large.json");
    Files.writeString(file, " ".repeat(1 << 20) + valid());
    assertEquals(
        "wrong: the result is too large: expected at most 1048576 bytes, found " + Files.size(file),
        told(ResultFile.read(file, BUILD)));
    Files.writeString(file, valid() + " ".repeat((1 << 20) - valid().length()));
    assertInstanceOf(ResultFile.Valid.class, ResultFile.read(file, BUILD));
  }

  @Test
  void onlyAPlainFileIsReadAndNobodyWaitsForAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
    for (Path file : List.of(pipe, link, folder)) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertEquals(
                  "wrong: the result is no plain file", told(ResultFile.read(file, BUILD))));
    }
    Files.delete(link);
  }

  @Test
  void onlyAWholeResultOfAPlainFileIsAnAnswer() throws Exception {
    Path file = folder.resolve("result.json");
    assertFalse(PhaseReport.isAnswered(file));
    for (String text :
        List.of("", "{", valid() + "}", "{\"summary\":\"s\"}", "```json\n" + valid())) {
      Files.writeString(file, text);
      assertFalse(PhaseReport.isAnswered(file), text);
    }
    for (String text : List.of(valid(), "```json\n" + valid() + "\n```", "{\"result\":\"odd\"}")) {
      Files.writeString(file, text);
      assertTrue(PhaseReport.isAnswered(file), text);
    }
    Files.writeString(file, " ".repeat(1 << 20) + valid());
    assertFalse(PhaseReport.isAnswered(file), "too large");
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
    for (Path other : List.of(pipe, link, folder)) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertFalse(PhaseReport.isAnswered(other)));
    }
    Files.delete(link);
  }

  @Test
  void whatIsNoUtf8IsRefused() throws IOException {
    Path file = folder.resolve("latin.json");
    Files.write(file, valid().replace("Built", "Größe").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("wrong: the result is not UTF-8 text", told(ResultFile.read(file, BUILD)));
  }

  private ResultFile.Found read(Section section) throws IOException {
    Path file = folder.resolve("result.json");
    Files.writeString(file, section.question().replace("\\ufeff", "\ufeff"));
    return ResultFile.read(file, assignment(section));
  }

  private static Assignment assignment(Section section) {
    return section.question().contains("\"triage\"") ? TRIAGE : BUILD;
  }

  private void agree(Section section) throws IOException {
    String json = section.question().strip().replace("\\ufeff", "").replaceAll("(?m)^```.*$", "");
    List<String> errors = new ArrayList<>();
    VALIDATOR
        .validate(new JsonMapper().readTree(json))
        .forEach(error -> errors.add(error.toString()));
    boolean read = read(section) instanceof ResultFile.Valid;
    assertEquals(section.title().startsWith("valid"), read, section.answer());
    assertEquals(!section.title().startsWith("wrong: "), errors.isEmpty(), errors::toString);
  }

  private static String valid() {
    return "{\"item_id\":\"WRK-007\",\"phase\":\"build\",\"result\":\"failed\",\"summary\":\"Built\"}";
  }

  private static String told(ResultFile.Found found) {
    return switch (found) {
      case ResultFile.None _ -> "none";
      case ResultFile.Wrong wrong -> "wrong: " + wrong.reason();
      case ResultFile.Valid valid -> told(valid.result());
    };
  }

  private static String told(PhaseResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s %s: %s"
            .formatted(result.item(), result.phase(), result.verdict().wire(), result.summary()));
    add(lines, "context: ", result.context());
    add(lines, "", ItemText.assessed(result.assessments()));
    result.pipeline().ifPresent(it -> lines.add("pipeline: " + it));
    result.description().ifPresent(it -> lines.add(it.toString()));
    add(lines, "review", result.review() ? "!" : "");
    result
        .followUps()
        .forEach(it ->
            lines.add(
                "follow-up: %s | %s | %s | %s."
                    .formatted(
                        it.title(),
                        it.description().replace("\n", "\\n"),
                        it.context(),
                        ItemText.assessed(it.assessments()))));
    add(lines, "duplicates: ", result.duplicates().isEmpty() ? "" : "" + result.duplicates());
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add(name + value);
    }
  }
}
