package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pawl.line.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static String line(StepEntry entry) {
    return StandardCharsets.UTF_8.decode(new EntryCodec().encode(List.of(entry))).toString();
  }

  private static StepEntry entry(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new EntryCodec().decode(bytes, 0, bytes.length);
  }

  @Test
  @DisplayName("L04 a complete line has a time, Valid and a hash")
  void complete() {
    assertEquals(
        "{\"step_name\":\"w/b\",\"completed\":true,\"completed_at\":\"2026-11-20T12:00:00.120Z\","
            + "\"validation_status\":\"Valid\",\"data_stage\":\"data\",\"content_reference\":null,"
            + "\"content_hash\":\"77e1\",\"dependencies\":{\"w/a\":\"9a0c\",\"w/c\":null},"
            + "\"at\":\"2026-11-20T12:00:00.120Z\",\"crc\":\"a0ff0735\"}\n",
        line(Steps.complete("w/b", "77e1", "w/a=9a0c", "w/c")));
  }

  @Test
  @DisplayName("L04 an incomplete line has no time, Invalid with a reason, and perhaps a hash")
  void incomplete() {
    assertEquals(
        "{\"step_name\":\"w/b\",\"completed\":false,\"completed_at\":null,"
            + "\"validation_status\":{\"Invalid\":\"Incomplete: processed 523 of 1000 items\"},"
            + "\"data_stage\":\"data\",\"content_reference\":null,\"content_hash\":null,"
            + "\"dependencies\":{},\"at\":\"2026-11-20T12:00:00.120Z\",\"crc\":\"90de20b6\"}\n",
        line(Steps.incomplete("w/b", "processed 523 of 1000 items")));
    StepEntry stale = Steps.complete("w/b", "77e1").invalidated("by hand", Steps.NOON);
    assertEquals(new StepState.Incomplete("by hand", Optional.of("77e1")), stale.state());
  }

  @Test
  @DisplayName("L04 nothing in between can be made")
  void nothingInBetween() {
    assertThrows(IllegalArgumentException.class, () -> Steps.complete("a", ""));
    assertThrows(IllegalArgumentException.class, () -> Steps.incomplete("a", " "));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (StepEntry entry :
        List.of(
            Steps.full("default/b"),
            Steps.full("w/x").invalidated("stopped: 3 of 4", Steps.NOON),
            Steps.complete("a", "1"),
            Steps.incomplete("a\u00fc \ud83d\ude00", "\"quoted\"\n"))) {
      assertEquals(entry, entry(line(entry).strip()));
    }
  }

  @Test
  @DisplayName("L08 a line as another program writes it is read")
  void foreign() {
    StepEntry entry =
        entry(
            """
            {"step_name": "update", "completed": true, "completed_at": "2026-11-20T14:00:00.5+02:00",
             "validation_status": "Valid", "data_stage": "Cache", "content_hash": "ab",
             "content_reference": ["x", {"file": "y"}], "dependencies": ["a", "b"], "weight": 1.50}
            """);
    assertEquals(
        new StepState.Complete(Instant.parse("2026-11-20T12:00:00.5Z"), "ab"), entry.state());
    assertEquals(DataStage.CACHE, entry.facts().stage());
    assertEquals(
        Map.of(Steps.name("a"), Optional.empty(), Steps.name("b"), Optional.empty()),
        entry.facts().dependencies());
    assertEquals("[\"x\",{\"file\":\"y\"}]", entry.facts().content().orElseThrow().toString());
    assertEquals("{\"weight\":1.50}", entry.facts().more().toString());
    assertEquals(Optional.empty(), entry.at());
  }

  @Test
  @DisplayName("L08 a reason is read in both forms")
  void bothFormsOfAReason() {
    for (String form : List.of("\"gone\"", "{\"reason\":\"gone\"}")) {
      assertEquals(
          new StepState.Incomplete("gone", Optional.of("ab")),
          entry(
                  ("{\"step_name\":\"a\",\"completed\":false,\"content_hash\":\"ab\","
                      + "\"validation_status\":{\"Invalid\":"
                      + form
                      + "}}"))
              .state());
    }
  }

  @Test
  @DisplayName("L04 a line that is neither complete nor incomplete counts as incomplete")
  void inBetweenIsIncomplete() {
    String time = "\"completed_at\":\"2026-11-20T12:00:00Z\",";
    for (String fields :
        List.of(
            "\"completed\":true," + time + "\"validation_status\":\"Valid\"",
            "\"completed\":true," + time + "\"content_hash\":null",
            "\"completed\":true,\"content_hash\":\"ab\"",
            "\"completed\":false,"
                + time
                + "\"content_hash\":\"ab\",\"validation_status\":\"Valid\"",
            "\"completed\":true,"
                + time
                + "\"content_hash\":\"ab\",\"validation_status\":{\"Invalid\":\"x\"}",
            "\"content_hash\":\"ab\"")) {
      assertEquals(false, entry("{\"step_name\":\"a\"," + fields + "}").isComplete(), fields);
    }
  }

  @Test
  void whatCannotBeALineIsRefused() {
    for (String fields :
        List.of(
            "\"x\":1",
            "\"step_name\":\"\"",
            "\"step_name\":7",
            "\"step_name\":\"a\\u0000\"",
            "\"step_name\":\"a\",\"data_stage\":\"hot\"",
            "\"step_name\":\"a\",\"completed\":\"yes\"",
            "\"step_name\":\"a\",\"at\":\"yesterday\"",
            "\"step_name\":\"a\",\"at\":\"+12345-01-01T00:00:00Z\"",
            "\"step_name\":\"a\",\"at\":\"0000-01-01T00:00:00+01:00\"",
            "\"step_name\":\"a\",\"time_to_live\":\"P1D\"",
            "\"step_name\":\"a\",\"dependencies\":[1]",
            "\"step_name\":\"a\",\"validation_status\":\"Ok\"",
            "\"step_name\":\"a\",\"validation_status\":{\"Bad\":1}")) {
      assertThrows(IllegalArgumentException.class, () -> entry("{" + fields + "}"), fields);
    }
  }

  @Test
  @DisplayName("L08 what is not known survives, in order and with all digits")
  void unknownFieldsSurvive() {
    String more =
        "\"key\":\"k\",\"by\":{\"host\":\"h\"},\"z\":123456789012345678901234567890,"
            + "\"y\":1.50,\"x\":[null,{\"b\":{},\"a\":[]}],\"w\":null";
    StepEntry entry = entry("{\"step_name\":\"a\",\"completed\":false," + more + "}");
    String line = line(entry);
    assertEquals(true, line.contains("\"dependencies\":{}," + more + ",\"crc\":"), line);
    assertEquals(entry, entry(line.strip()));
  }

  @Test
  void aKeyTellsWhatIsDifferent() {
    StepKey was = StepKey.of("c", "sh", Map.of("A", "1", "B", "2"), Optional.of("i"), Map.of());
    StepKey now =
        StepKey.of(
            "d",
            "sh",
            Map.of("B", "3", "C", "4"),
            Optional.empty(),
            Map.of(Steps.name("w/n"), "h"));
    assertEquals(List.of(), was.differences(was));
    assertEquals(
        List.of(
            "command changed",
            "env A removed",
            "env B changed",
            "env C added",
            "inputs removed",
            "needs w/n added"),
        was.differences(now).stream().sorted().toList());
    StepKey newer = new StepKey(JsonObject.of(Map.of("salt", 1)));
    assertEquals(
        List.of("salt changed"), newer.differences(new StepKey(JsonObject.of(Map.of("salt", 2)))));
  }

  @Test
  void aTimeToLiveIsWrittenAsPeopleDo() {
    StepEntry entry =
        StepEntry.complete(
            Steps.name("a"), "1", StepFacts.NONE.withTimeToLive(Duration.ofDays(7)), Steps.NOON);
    assertEquals(true, line(entry).contains("\"data_stage\":\"cache\",\"time_to_live\":\"7d\""));
  }

  @Test
  void theFieldsOfAnEntryAreThoseOfItsLine() {
    StepEntry entry = Steps.full("default/b");
    JsonObject fields = entry.fields();
    assertEquals("step_name", fields.names().getFirst());
    assertEquals("at", fields.names().getLast());
    byte[] line = fields.toString().getBytes(StandardCharsets.UTF_8);
    assertEquals(entry, new EntryCodec().decode(line, 0, line.length));
  }
}
