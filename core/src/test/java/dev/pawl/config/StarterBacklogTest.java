package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Guardrails;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.config.StarterBacklog.Addition;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backlog begins with. */
class StarterBacklogTest {
  private static final PipelineName FEATURE = new PipelineName("feature");
  private static final List<String> ALL = List.of("agents", "guardrails", "execution", "pipelines");

  @Test
  void theWholeFileHasAPipelineForFeaturesAndSaysWhatIsTheDefaultAnyway() {
    Addition whole = StarterBacklog.wholeFile();
    assertEquals(ALL, whole.keys());
    WorkSettings work = Reading.work(whole.text());
    assertEquals(work, whole.work());
    Pipeline feature = work.pipelines().get(FEATURE);
    assertEquals("[research]", feature.prePhases().stream().map(Phase::name).toList().toString());
    assertEquals(
        "[plan, build, review]", feature.phases().stream().map(Phase::name).toList().toString());
    assertEquals(
        "[false, true, false]",
        feature.phases().stream().map(Phase::destructive).toList().toString());
    assertEquals(Guardrails.DEFAULT, work.guardrails());
    assertEquals(Execution.DEFAULT, work.execution());
    assertEquals(Optional.of(new AgentName("claude")), work.defaultAgent());
    assertFalse(work.agents().get(new AgentName("claude")).skipPermissions());
  }

  @Test
  void everyPhaseHasInstructionsWorthReading() {
    Map<String, String> instructions = StarterBacklog.wholeFile().instructions();
    assertEquals(
        "[phases/research.md, phases/plan.md, phases/build.md, phases/review.md]",
        instructions.keySet().toString());
    instructions.forEach((path, text) -> {
      assertTrue(text.startsWith("# ") && text.endsWith("\n"), path);
      assertTrue(text.contains("A good result"), path);
      assertTrue(text.split("\\s+").length > 200, path);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs: { a: { run: x } }\n",
        "jobs: { a: { run: x } }",
        "jobs:\n  a:\n    run: |\n      one\n      two",
        "jobs:\n  a:\n    run: |\n      one\n\n",
        "\uFEFF# says little\r\njobs:\r\n  a: { run: x }\r\n",
        "jobs: { a: { run: x } } # the last word",
        "# ends with a comment\njobs: {}\n#",
        "---\njobs: {}\n",
      })
  void whatAFileSaysAlreadyStaysByteByByteAndMeansTheSame(String before) {
    Addition addition = StarterBacklog.additionTo(before).orElseThrow();
    String after = before + addition.text();
    assertEquals(ALL, addition.keys());
    String ended = before.endsWith("\n") ? before : before + "\n";
    assertEquals(Reading.project(ended), Reading.project(after));
    assertEquals(StarterBacklog.wholeFile().work(), Reading.work(after));
    assertEquals(
        before.contains("\r\n"), addition.text().contains("\r\n"), "line ends of the file");
    assertFalse(addition.text().replace("\r\n", "").contains("\r"));
    assertEquals(
        before.contains("\r\n") ? 0 : addition.text().lines().count(),
        addition.text().replace("\r\n", "").chars().filter(c -> c == '\n').count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ jobs: {} }\n",
        "  jobs: {}\n",
        "jobs: {}\n...\n",
        "jobs:\n  a:\n    run: |+\n      kept to the last line end\n\n\n",
        "jobs: { a: { rum: x } }\n",
      })
  void whereNothingCanBeAppendedThereIsNoAddition(String text) {
    assertEquals(Optional.empty(), StarterBacklog.additionTo(text));
  }

  @Test
  void onlySectionsThatAreMissingAreAdded() {
    Addition addition =
        StarterBacklog.additionTo(
                "agents: { own: { command: [x] } }\nguardrails: { max_risk: high }\n")
            .orElseThrow();
    assertEquals(List.of("execution", "pipelines"), addition.keys());
    assertEquals("[own]", addition.work().agents().keySet().toString());
    assertEquals(Level.HIGH, addition.work().guardrails().maxRisk());
    assertEquals(4, addition.instructions().size());
  }

  @Test
  void aFileWithPipelinesGetsNothingButTheInstructionsThatItNames() {
    Addition addition =
        StarterBacklog.additionTo(
                "pipelines: { p: { phases: [{ name: a, instructions: [b.md, phases/plan.md] }] } }")
            .orElseThrow();
    assertEquals(List.of(), addition.keys());
    assertEquals("", addition.text());
    assertEquals("[phases/plan.md]", addition.instructions().keySet().toString());
  }

  @Test
  void theItemsAreAnEmptyListOfTheFourthForm() {
    Node root = YamlTree.read(StarterBacklog.items(), new Problems("BACKLOG.yaml")).orElseThrow();
    List<String> entries =
        ((Node.Mapping) root)
            .entries().stream()
                .map(entry -> entry.key().text() + " " + entry.value().description())
                .toList();
    assertEquals(
        List.of("schema_version the number 4", "next_id the number 0", "items an empty list"),
        entries);
  }

  @Test
  void everyTruncationOfTheFileIsReadOrHasProblemsWithARemedy() {
    String whole = StarterBacklog.wholeFile().text();
    for (int end = 1; end < whole.length(); end++) {
      for (Problem problem : Reading.problems(whole.substring(0, end))) {
        assertFalse(problem.remedy().isEmpty(), problem::toString);
      }
    }
  }
}
