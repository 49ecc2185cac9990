package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.agent.Briefing.Earlier;
import dev.pawl.agent.Briefing.PhaseTask;
import dev.pawl.agent.Briefing.Places;
import dev.pawl.agent.Briefing.TriageTask;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The prompts as they are read: {@code golden/*.md}. {@code -Dgolden.rewrite=true} writes them down
 * anew; read the change before it is committed.
 */
class PromptsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/pawl/agent/golden");
  private static final Places PLACES =
      new Places(
          "/home/me/project",
          "changes/WRK-007_read-dates",
          "/home/me/project/.pawl/runs/20261120-154741-7f3a/results/WRK-007-build-1.json");
  private static final Pipeline FEATURE =
      new Pipeline(
          new PipelineName("feature"),
          List.of(Phase.of("research", "docs/research.md")),
          List.of(
              Phase.of("plan", "docs/plan.md"), destructive("build"), Phase.of("review", "r.md")));
  private static final Pipeline FIX =
      new Pipeline(new PipelineName("fix"), List.of(), List.of(destructive("fix")));

  @TempDir Path folder;

  @Test
  @DisplayName("B31 the prompt of a phase carries item, history, failure, notes and contract")
  void aPhaseIsToldEverything() throws IOException {
    Item item =
        new ItemDraft(new ItemId("WRK-007"), "Read dates without a time")
            .assessments(
                new Assessments(
                    Optional.of(Size.SMALL),
                    Optional.empty(),
                    Optional.of(Level.LOW),
                    Optional.of(Level.HIGH)))
            .dependencies(List.of(new ItemId("WRK-003"), new ItemId("WRK-004")))
            .tags(Set.of("import"))
            .origin("WRK-002/review")
            .description(
                new Description.Parts(
                    "Dates are read in DateReader.",
                    "It refuses {{item}}.",
                    "",
                    "Imports work.",
                    ""))
            .item();
    List<TaskFile> files =
        List.of(
            new TaskFile.Included("docs/build.md", "# Build\n\nMake it work, with tests.\n"),
            new TaskFile.Named("docs/style.md", "210 KB"),
            new TaskFile.Missing("docs/old.md", "there is no such file"));
    Briefing briefing =
        new Briefing(
            item,
            new PhaseTask(FEATURE, main("build"), files),
            List.of(
                new Earlier("research", "Three readers, one of them used", ""),
                new Earlier("plan", "Midnight UTC it is", "See DateReader:40.\nNo new option.")),
            Optional.of("result: expected one of phase_complete, found 'done'"),
            "Do not touch the exporter.",
            PLACES);
    golden("phase.md", Prompts.own().text(briefing));
  }

  @Test
  void aFirstPhaseIsToldNothingThatIsNotThere() throws IOException {
    Briefing briefing =
        briefing(
            new PhaseTask(
                FEATURE,
                new Position(Pool.PRE, new PhaseName("research")),
                List.of(new TaskFile.Included("docs/research.md", "Find out."))));
    golden("first-phase.md", Prompts.own().text(briefing));
  }

  @Test
  @DisplayName("B28 the prompt of a triage lists pipelines and open items")
  void aTriageIsToldOfPipelinesAndOpenItems() throws IOException {
    List<Item> open = List.of(item(5, "Export dates"), item(7, "itself"), item(9, "Import faster"));
    golden("triage.md", Prompts.own().text(briefing(new TriageTask(List.of(FEATURE, FIX), open))));
  }

  @Test
  void ofManyOpenItemsOnlyTheNewestAreNamed() {
    List<Item> open = new ArrayList<>();
    for (int number = 10; number < 1000; number++) {
      open.add(item(number, "Title " + number));
    }
    String prompt = Prompts.own().text(briefing(new TriageTask(List.of(FIX), open)));
    assertTrue(prompt.contains("   - WRK-999: Title 999\n   - and 790 older ones"), prompt);
    assertFalse(prompt.contains("WRK-799"), prompt);
  }

  @Test
  void theExampleOfAPromptIsAResultThatIsAccepted() throws IOException {
    AgentSetting agent = AgentSetting.of(Preset.CODEX);
    ItemId item = new ItemId("WRK-007");
    Briefing phase = briefing(new PhaseTask(FEATURE, main("build"), List.of()));
    accepted(Prompts.own().text(phase), Assignment.phase(agent, item, "build"));
    Briefing triage = briefing(new TriageTask(List.of(FEATURE, FIX), List.of()));
    accepted(
        Prompts.own().text(triage),
        Assignment.triage(agent, item, List.of(FEATURE.name(), FIX.name())));
  }

  @Test
  void aPromptOfManyMegabytesIsWrittenWhole() {
    String huge = "{{failure}} ".repeat(500_000);
    Item item =
        new ItemDraft(new ItemId("WRK-007"), "t").description(new Description.Text(huge)).item();
    Briefing briefing =
        new Briefing(
            item,
            new PhaseTask(FEATURE, main("build"), List.of()),
            List.of(),
            Optional.empty(),
            "",
            PLACES);
    assertTrue(Prompts.own().text(briefing).contains(huge.strip()));
  }

  @Test
  void aTemplateOfTheProjectTakesThePlaceOfOurs() throws IOException {
    Files.createDirectory(folder.resolve("prompts"));
    Files.writeString(
        folder.resolve("prompts/phase.md"),
        "{{ item }}:\n{{failure}}\n\n{{notes}}\nsay {{title}}\n");
    Prompts.Loaded loaded = Prompts.load(folder, Optional.of("prompts"));
    assertEquals(List.of(), loaded.problems());
    Briefing phase = briefing(new PhaseTask(FEATURE, main("build"), List.of()));
    assertEquals("WRK-007:\nsay Dates {{item}}\n", loaded.prompts().text(phase));
    Briefing triage = briefing(new TriageTask(List.of(FIX), List.of()));
    assertEquals(Prompts.own().text(triage), loaded.prompts().text(triage));
  }

  @Test
  void everyUnknownPlaceOfATemplateIsNamedBeforeWorkStarts() throws IOException {
    Files.writeString(folder.resolve("phase.md"), "{{item}} {{pipelines}} {{ weather }}");
    Files.writeString(folder.resolve("triage.md"), "{{history}} {{}}");
    Prompts.Loaded loaded = Prompts.load(folder, Optional.of("."));
    List<String> found =
        loaded.problems().stream()
            .map(line -> line.replaceFirst("^.*/", "").replaceFirst("; there are .*", ""))
            .toList();
    assertEquals(
        List.of(
            "phase.md: unknown place {{pipelines}}",
            "phase.md: unknown place {{weather}}",
            "triage.md: unknown place {{}}",
            "triage.md: unknown place {{history}}"),
        found);
    assertTrue(
        loaded.problems().getFirst().contains("; there are item, title, phase, description"),
        loaded.problems()::toString);
  }

  @Test
  void aFolderOfTemplatesThatIsMissingOrEmptyIsAProblem() throws IOException {
    assertEquals(
        List.of("agents.prompts: " + folder.resolve("none") + " is no folder"),
        Prompts.load(folder, Optional.of("none")).problems());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        List.of("agents.prompts: " + empty + " has neither phase.md nor triage.md"),
        Prompts.load(folder, Optional.of("empty")).problems());
    Files.write(empty.resolve("phase.md"), new byte[] {(byte) 0xff});
    String unreadable = Prompts.load(folder, Optional.of("empty")).problems().getFirst();
    assertTrue(unreadable.contains("phase.md cannot be read as UTF-8 text"), unreadable);
  }

  @Test
  void instructionsAreIncludedUnlessTheyAreLargeOrNoText() throws IOException {
    Files.writeString(folder.resolve("small.md"), "Größe");
    Files.writeString(folder.resolve("full.md"), "x".repeat(TaskFile.MOST_INCLUDED));
    Files.writeString(folder.resolve("large.md"), "x".repeat(TaskFile.MOST_INCLUDED + 1));
    Files.write(folder.resolve("latin.md"), "Größe".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(new TaskFile.Included("small.md", "Größe"), TaskFile.read(folder, "small.md"));
    assertTrue(TaskFile.read(folder, "full.md") instanceof TaskFile.Included);
    assertEquals(new TaskFile.Named("large.md", "64 KB"), TaskFile.read(folder, "large.md"));
    assertEquals(
        new TaskFile.Named("latin.md", "no UTF-8 text"), TaskFile.read(folder, "latin.md"));
    assertEquals(
        new TaskFile.Missing("none.md", "there is no such file"), TaskFile.read(folder, "none.md"));
    assertEquals(new TaskFile.Missing("", "it is no plain file"), TaskFile.read(folder, ""));
  }

  @Test
  void missingInstructionsAreNamedBeforeWorkStarts() throws IOException {
    Files.createDirectories(folder.resolve("docs/plan.md"));
    Files.writeString(folder.resolve("docs/research.md"), "");
    Files.writeString(folder.resolve("docs/fix.md"), "");
    assertEquals(
        List.of(
            "pipeline 'feature', phase 'plan': docs/plan.md: it is no plain file",
            "pipeline 'feature', phase 'build': docs/build.md: there is no such file",
            "pipeline 'feature', phase 'review': r.md: there is no such file"),
        TaskFile.problems(folder, List.of(FEATURE, FIX)));
  }

  private void accepted(String prompt, Assignment assignment) throws IOException {
    Matcher example = Pattern.compile("(?s)An example:\n\n(```json\n.*?\n```)").matcher(prompt);
    assertTrue(example.find(), prompt);
    Path file = folder.resolve("example.json");
    Files.writeString(file, example.group(1));
    ResultFile.Found found = ResultFile.read(file, assignment);
    assertTrue(found instanceof ResultFile.Valid, found::toString);
  }

  private static Briefing briefing(Briefing.Task task) {
    Item item = item(7, "Dates {{item}}");
    return new Briefing(item, task, List.of(), Optional.empty(), "", PLACES);
  }

  private static Item item(int number, String title) {
    return new ItemDraft(ItemId.of("WRK", number), title).item();
  }

  private static Position main(String phase) {
    return new Position(Pool.MAIN, new PhaseName(phase));
  }

  private static Phase destructive(String name) {
    return new Phase(
        new PhaseName(name),
        List.of("docs/" + name + ".md"),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        OptionalInt.empty(),
        Phase.Staleness.WARN);
  }

  private static void golden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text);
  }
}
