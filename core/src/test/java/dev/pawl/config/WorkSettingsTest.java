package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Guardrails;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Phase.Staleness;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Size;
import dev.pawl.backlog.WorkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says about the backlog. */
class WorkSettingsTest {
  private static final AgentName FAST = new AgentName("fast");
  private static final AgentName OWN = new AgentName("own");

  @Test
  void aFileThatDoesNotSpeakOfTheBacklogHasTheDefaults() {
    assertEquals(WorkSettings.NONE, Reading.work("jobs: {}"));
  }

  @Test
  void sectionsWithoutKeysHaveTheDefaults() {
    assertEquals(
        WorkSettings.NONE,
        Reading.work("{ jobs: {}, project: {}, guardrails: {}, execution: {} }"));
  }

  @Test
  void thePrefixOfNewItemsIsTaken() {
    assertEquals("my-2", Reading.work("jobs: {}\nproject: { prefix: my-2 }").prefix());
  }

  @Test
  void theGuardrailsAreTaken() {
    assertEquals(
        new Guardrails(Size.SMALL, Level.HIGH, Level.MEDIUM),
        Reading.work(
                "jobs: {}\nguardrails: { max_size: small, max_complexity: high, max_risk: medium }")
            .guardrails());
  }

  @Test
  void whatBoundsARunIsTaken() {
    assertEquals(
        new Execution(
            2,
            3,
            0,
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            4,
            5,
            6,
            7,
            Optional.of(Duration.ofHours(8)),
            Optional.of(12.5)),
        Reading.work(
                """
                jobs: {}
                execution:
                  concurrency: 2
                  max_wip: 3
                  retries: 0
                  phase_timeout: 1h
                  result_grace: 5s
                  circuit_breaker: 4
                  cap: 5
                  max_subphases: 6
                  max_follow_ups: 7
                  max_time: 8h
                  max_cost: 12.5
                """)
            .execution());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "project: { prefix: X }",
        "guardrails: { max_risk: high }",
        "execution: { cap: 1 }",
        "agents: { default: codex }",
        "pipelines: { a: { phases: [{ name: b, instructions: c }] } }",
      })
  void eachSectionIsReadAlsoByItself(String section) {
    assertNotEquals(WorkSettings.NONE, Reading.work(section));
    assertEquals(Map.of(), Reading.project(section).workflows());
  }

  @Test
  @DisplayName("B32 agents are presets or commands")
  void agentsArePresetsOrCommands() {
    Map<AgentName, AgentSetting> agents =
        Reading.work(
                """
                jobs: {}
                agents:
                  default: own
                  fast:
                    preset: claude
                    model: haiku
                    env: { B: 1.10, A: x }
                    usage_limit: ["limit (reached|hit)"]
                    unavailable: [down, 'HTTP 5\\d\\d']
                    skip_permissions: true
                  own: { command: [./agent, "", "a b"] }
                """)
            .agents();
    assertEquals("[fast, own]", agents.keySet().toString());
    assertEquals(
        new AgentSetting(
            FAST,
            new Start.Known(Preset.CLAUDE),
            Optional.of("haiku"),
            Map.of("B", "1.10", "A", "x"),
            List.of("limit (reached|hit)"),
            List.of("down", "HTTP 5\\d\\d"),
            true),
        agents.get(FAST));
    assertEquals("[B, A]", agents.get(FAST).env().keySet().toString());
    assertEquals(new Start.Command(List.of("./agent", "", "a b")), agents.get(OWN).start());
    assertFalse(agents.get(OWN).skipPermissions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "own: { command: [x] } | own | [own]",
        "default: fast, own: { command: [x] }, fast: { preset: codex } | fast | [own, fast]",
        "default: gemini, own: { command: [x] } | gemini | [own, gemini]",
        "default: codex | codex | [codex]",
        "prompts: p | |",
      })
  void theDefaultAgentIsTheOneThatIsNamedElseTheOnlyOne(String agents, String name, String all) {
    WorkSettings work = Reading.work("jobs: {}\nagents: { " + agents + " }");
    assertEquals(Optional.ofNullable(name), work.defaultAgent().map(AgentName::value));
    assertEquals(all == null ? "[]" : all, work.agents().keySet().toString());
  }

  @Test
  void aPresetThatIsOnlyNamedHasEveryDefault() {
    WorkSettings work = Reading.work("jobs: {}\nagents: { default: gemini }");
    assertEquals(
        AgentSetting.of(Preset.GEMINI), work.agents().get(work.defaultAgent().orElseThrow()));
  }

  @Test
  void theFolderOfPromptsIsTakenWithoutDots() {
    assertEquals(
        Optional.of("a/c"),
        Reading.work("jobs: {}\nagents: { default: codex, prompts: ./a/b/../c }").prompts());
  }

  @Test
  @DisplayName("B32 a phase may have an agent and a model of its own")
  void pipelinesHavePhasesBeforeAndForTheWork() {
    Map<PipelineName, Pipeline> pipelines =
        Reading.work(
                """
                agents: { own: { command: [x] } }
                pipelines:
                  feature:
                    pre_phases:
                      - { name: research, instructions: ./a/../research.md }
                    phases:
                      - name: build
                        instructions: [rules.md, phases/build.md]
                        agent: own
                        model: big
                        destructive: true
                        timeout: 1h
                        retries: 0
                        staleness: block
                  fix: { phases: [{ name: build, instructions: x }] }
                """)
            .pipelines();
    assertEquals("[feature, fix]", pipelines.keySet().toString());
    Pipeline feature = pipelines.get(new PipelineName("feature"));
    assertEquals(List.of(Phase.of("research", "research.md")), feature.prePhases());
    assertEquals(
        List.of(
            new Phase(
                new PhaseName("build"),
                List.of("rules.md", "phases/build.md"),
                Optional.of(OWN),
                Optional.of("big"),
                true,
                Optional.of(Duration.ofHours(1)),
                OptionalInt.of(0),
                Staleness.BLOCK)),
        feature.phases());
  }

  @ParameterizedTest
  @EnumSource(Staleness.class)
  void everyStalenessIsTaken(Staleness staleness) {
    String word = staleness.name().toLowerCase(Locale.ROOT);
    WorkSettings work =
        Reading.work(
            "pipelines: { p: { phases: [{ name: a, instructions: x, destructive: true, staleness: "
                + word
                + " }] } }");
    assertEquals(
        staleness, work.pipelines().values().iterator().next().phases().getFirst().staleness());
  }

  @Test
  void anAgentThatAPhaseNamesIsThere() {
    WorkSettings work =
        Reading.work(
            """
            agents: { own: { command: [x] } }
            pipelines: { p: { phases: [{ name: a, instructions: x, agent: codex }] } }
            """);
    assertEquals(Optional.of(OWN), work.defaultAgent());
    assertEquals("[own, codex]", work.agents().keySet().toString());
  }

  @Test
  void pipelinesNeedNoAgents() {
    WorkSettings work =
        Reading.work("pipelines: { p: { phases: [{ name: a, instructions: x }] } }");
    assertEquals(Optional.empty(), work.defaultAgent());
    assertEquals(Map.of(), work.agents());
  }
}
