package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.agent.Sections.Section;
import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.ItemId;
import dev.pawl.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What ends of attempts mean: {@code reports.txt} holds what the programs really printed. */
class PhaseReportTest {
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T17:30:00Z[UTC]");
  private static final ItemId ITEM = new ItemId("WRK-007");
  private static final String GOOD =
      """
      {"item_id": "WRK-007", "phase": "build", "result": "phase_complete", "summary": "Built it"}
      """;
  private static final String BAD =
      """
      {"item_id": "WRK-008", "phase": "build", "result": "done", "summary": ""}
      """;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyEndMeansWhatIsWritten() throws IOException {
    Sections sections = Sections.of("reports.txt");
    assertTrue(sections.all().size() > 40, () -> "only " + sections.all().size());
    return sections.tests(this::answer);
  }

  @Test
  void aHugeLogIsReadFromItsEnd() throws IOException {
    Path log = folder.resolve("log");
    String noise = "{\"type\":\"assistant\",\"message\":{\"text\":\"" + "x".repeat(8000) + "\"}}\n";
    String early = "{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":9}}\n";
    Files.writeString(log, early + noise.repeat(2600) + "z".repeat(3 << 20) + "\n");
    Files.writeString(
        log,
        "{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":5,\"output_tokens\":6}}\n"
            + "{\"type\":\"turn.failed\",\"error\":{\"message\":\"Quota exceeded.\"}}\n",
        java.nio.file.StandardOpenOption.APPEND);
    PhaseReport report = report(AgentSetting.of(Preset.CODEX), ending("exit=1", log));
    PhaseReport.UsageLimit limit = (PhaseReport.UsageLimit) report;
    assertEquals("Quota exceeded.", limit.reason());
    assertEquals(5, limit.usage().inputTokens());
  }

  @Test
  void aLogThatIsNotThereIsAnEmptyOne() {
    Path none = folder.resolve("none");
    PhaseReport report = report(AgentSetting.of(Preset.CODEX), ending("exit=0", none));
    assertEquals("missing: it ended with exit code 0 and wrote no result", told(report));
  }

  private String answer(Section section) throws IOException {
    List<String> lines = section.question().lines().toList();
    String[] words = lines.getFirst().split(" ");
    Path log = folder.resolve("log");
    Path result = folder.resolve("result.json");
    String printed = String.join("\n", lines.subList(1, lines.size()));
    Files.writeString(log, printed.replaceFirst("^\\\\u001b", "\u001b"));
    Files.deleteIfExists(result);
    if (words.length > 2) {
      Files.writeString(result, words[2].equals("result=good") ? GOOD : BAD);
    }
    return told(report(agent(words[0]), ending(words[1], log)));
  }

  private static PhaseReport report(AgentSetting agent, Ending ending) {
    return PhaseReport.read(Assignment.phase(agent, ITEM, "build"), ending, NOW);
  }

  private Ending ending(String word, Path log) {
    String[] parts = word.split("=");
    Optional<ExitStatus> status =
        switch (parts[0]) {
          case "exit" -> Optional.of(ExitStatus.exited(Integer.parseInt(parts[1])));
          case "signal" -> Optional.of(ExitStatus.killedBy(Integer.parseInt(parts[1])));
          case "stopped" -> Optional.of(ExitStatus.killedBy(15));
          default -> Optional.empty();
        };
    return new Ending(status, word.equals("stopped"), log, folder.resolve("result.json"));
  }

  private static AgentSetting agent(String name) {
    return Preset.ofWire(name)
        .map(AgentSetting::of)
        .orElseGet(() ->
            new AgentSetting(
                new AgentName("mine"),
                new Start.Command(List.of("./agent.sh")),
                Optional.empty(),
                Map.of(),
                List.of("quota of the .* used up", "(x+x+)+y"),
                List.of("^GPU \\d is gone"),
                false));
  }

  private static String told(PhaseReport report) {
    String line =
        switch (report) {
          case PhaseReport.Result it ->
              "result: " + it.result().summary() + it.warning().map(w -> " (" + w + ")").orElse("");
          case PhaseReport.BadResult it -> "bad result: " + it.reason();
          case PhaseReport.Missing it -> "missing: " + it.reason();
          case PhaseReport.Unavailable it -> "unavailable: " + it.reason();
          case PhaseReport.UsageLimit it ->
              "usage limit until "
                  + it.reset().map(String::valueOf).orElse("?")
                  + ": "
                  + it.reason();
        };
    Usage usage = report.usage();
    return usage.equals(Usage.NONE)
        ? line
        : line
            + "\nusage: "
            + (usage.cost().isPresent() ? usage.cost().getAsDouble() + " dollars, " : "")
            + usage.inputTokens()
            + " in, "
            + usage.outputTokens()
            + " out";
  }
}
