package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.agent.Briefing.PhaseTask;
import dev.pawl.agent.Briefing.Places;
import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The known programs themselves, where they are installed: {@code scripts/install-agents} does
 * that. None of them has a login or a network; a {@link ModelStandIn} takes the place of the model,
 * and a temporary folder that of the home.
 */
@DisplayName("B32 the presets, held against the real programs")
class RealProgramTest {
  private static final ItemId ITEM = new ItemId("WRK-007");
  private static final String NOWHERE = "http://127.0.0.1:1";
  private static final int KILLED = 137;
  private static final String RESULT =
      "{\"item_id\":\"WRK-007\",\"phase\":\"build\",\"result\":\"phase_complete\","
          + "\"summary\":\"Written by a model\"}";
  private static final Map<Preset, String> MODELS =
      Map.of(
          Preset.CLAUDE, "claude-sonnet-4-5",
          Preset.CODEX, "m1",
          Preset.OPENCODE, "standin/m1",
          Preset.GEMINI, "gemini-2.5-pro");

  @TempDir Path folder;

  private Path project;
  private Path home;
  private Path result;

  @BeforeEach
  void aProjectAndAnEmptyHome() throws Exception {
    project = Files.createDirectory(folder.resolve("project"));
    home = Files.createDirectory(folder.resolve("home"));
    result = Files.createDirectories(project.resolve(".pawl/runs/r")).resolve("result.json");
    Files.writeString(project.resolve(".gitignore"), ".pawl/\n");
    new ProcessBuilder("git", "init", "-q", project.toString()).start().waitFor();
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void itsVersionIsFound(Preset preset) {
    assumeInstalled(preset);
    Map<String, String> environment = variables(Map.of());
    AgentCheck.Finding finding =
        new AgentCheck(project, environment, Duration.ofMinutes(1))
            .all(List.of(AgentSetting.of(preset)))
            .getFirst();
    assertEquals("", finding.problem());
    assertTrue(finding.version().orElseThrow().matches("\\d+\\.\\d+\\.\\d+"), finding::toString);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void itCarriesOutAPhaseWithoutSkippingPermissions(Preset preset) throws Exception {
    assumeInstalled(preset);
    AgentSetting agent = agent(preset, false);
    try (ModelStandIn model = ModelStandIn.writing(result, RESULT)) {
      PhaseReport report = run(agent, reached(preset, model.url()));
      PhaseReport.Result phase = assertInstanceOf(PhaseReport.Result.class, report, log());
      assertEquals("Written by a model", phase.result().summary());
      assertEquals(Optional.empty(), phase.warning());
      assertTrue(phase.usage().inputTokens() > 0 && phase.usage().outputTokens() > 0, log());
      boolean knowsPrices = preset == Preset.CLAUDE || preset == Preset.OPENCODE;
      assertEquals(knowsPrices, phase.usage().cost().isPresent(), log());
      String name = MODELS.get(preset).replace("standin/", "");
      String asked = String.join("\n", model.asked());
      assertTrue(asked.contains(name), asked);
      assertTrue(asked.contains("# WRK-007: Größe of dates"), asked);
    }
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void withoutALoginOrANetworkItIsUnavailable(Preset preset) throws Exception {
    assumeInstalled(preset);
    boolean refusesItself = preset == Preset.CLAUDE || preset == Preset.GEMINI;
    Map<String, String> env = refusesItself ? Map.of() : reached(preset, NOWHERE);
    PhaseReport report = run(agent(preset, false), env);
    PhaseReport.Unavailable unavailable =
        assertInstanceOf(PhaseReport.Unavailable.class, report, log());
    String expected = refusesItself ? "(?i).*(not logged in|auth method).*" : "(?i).*connect.*";
    assertTrue(unavailable.reason().matches(expected), unavailable::toString);
  }

  @Test
  void claudeIsUnavailableWhileItStillTriesToReachTheApi() throws Exception {
    assumeInstalled(Preset.CLAUDE);
    PhaseReport report = run(agent(Preset.CLAUDE, false), reached(Preset.CLAUDE, NOWHERE));
    PhaseReport.Unavailable unavailable =
        assertInstanceOf(PhaseReport.Unavailable.class, report, log());
    assertTrue(unavailable.reason().startsWith("no connection to the API"), unavailable.reason());
  }

  /** This runs with all permissions, so that those options are held against the program too. */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void aUsageLimitIsRecognizedWithItsTime(Preset preset) throws Exception {
    assumeInstalled(preset);
    Instant reset = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 7200);
    try (ModelStandIn model = limited(preset, reset)) {
      Map<String, String> env = new HashMap<>(reached(preset, model.url()));
      if (env.remove("ANTHROPIC_API_KEY") != null) { // only subscriptions have a time
        env.put("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-none");
      }
      PhaseReport report = run(agent(preset, true), env);
      PhaseReport.UsageLimit limit = assertInstanceOf(PhaseReport.UsageLimit.class, report, log());
      if (preset != Preset.GEMINI) { // it keeps the time to itself
        Duration off = Duration.between(limit.reset().orElseThrow(), reset).abs();
        assertTrue(off.compareTo(Duration.ofMinutes(2)) < 0, limit::toString);
      }
    }
  }

  private static ModelStandIn limited(Preset preset, Instant reset) throws IOException {
    long at = reset.getEpochSecond();
    Map<String, String> claims =
        Map.of(
            "anthropic-ratelimit-unified-status", "rejected",
            "anthropic-ratelimit-unified-reset", "" + at,
            "anthropic-ratelimit-unified-representative-claim", "five_hour",
            "x-should-retry", "false");
    return switch (preset) {
      case CLAUDE ->
          ModelStandIn.refusing(
              429,
              claims,
              """
              {"type":"error","error":{"type":"rate_limit_error","message":"Not now."}}\
              """);
      case CODEX ->
          ModelStandIn.refusing(
              429,
              Map.of(),
              """
              {"error":{"type":"usage_limit_reached","message":"The usage limit has been reached",\
              "plan_type":"plus","resets_at":%d,"resets_in_seconds":7200}}\
              """
                  .formatted(at));
      case OPENCODE ->
          ModelStandIn.refusing(
              429,
              Map.of(),
              """
              {"error":{"message":"Rate limit reached. Please try again in 2h0m0s.",\
              "type":"tokens","code":"rate_limit_exceeded"}}\
              """);
      case GEMINI ->
          ModelStandIn.refusing(
              429,
              Map.of(),
              """
              {"error":{"code":429,"message":"You exceeded your current quota.",\
              "status":"RESOURCE_EXHAUSTED","details":[\
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[\
              {"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}}\
              """);
    };
  }

  /** Runs one phase; an agent that tries again and again is stopped when it has said why. */
  private PhaseReport run(AgentSetting agent, Map<String, String> env) throws Exception {
    Path log = folder.resolve("log");
    Path prompt = folder.resolve("prompt.md");
    Phase phase = Phase.of("build");
    Files.writeString(prompt, prompt(phase));
    Map<String, String> variables = variables(env);
    variables.put("PAWL_PROMPT", prompt.toString());
    variables.put("PAWL_RESULT", result.toString());
    Shell.Ended ended =
        new Shell(project, log, variables)
            .runUntil(AgentCommand.text(agent, phase), () -> isTrouble(read(agent, true, KILLED)));
    return read(agent, ended.stopped(), ended.code());
  }

  private static boolean isTrouble(PhaseReport report) {
    return report instanceof PhaseReport.Unavailable || report instanceof PhaseReport.UsageLimit;
  }

  private PhaseReport read(AgentSetting agent, boolean stopped, int code) {
    Ending ending =
        new Ending(Optional.of(ExitStatus.exited(code)), stopped, folder.resolve("log"), result);
    return PhaseReport.read(
        Assignment.phase(agent, ITEM, "build"), ending, ZonedDateTime.now(ZoneOffset.UTC));
  }

  private String prompt(Phase phase) {
    Pipeline pipeline = new Pipeline(new PipelineName("fix"), List.of(), List.of(phase));
    Briefing briefing =
        new Briefing(
            new ItemDraft(ITEM, "Größe of dates").item(),
            new PhaseTask(pipeline, new Position(Pool.MAIN, new PhaseName("build")), List.of()),
            List.of(),
            Optional.empty(),
            "",
            new Places(project.toString(), "changes/WRK-007_x", result.toString()));
    return Prompts.own().text(briefing);
  }

  private AgentSetting agent(Preset preset, boolean skip) {
    return new AgentSetting(
        new AgentName(preset.wire()),
        new Start.Known(preset),
        Optional.ofNullable(MODELS.get(preset)),
        Map.of(),
        List.of(),
        List.of(),
        skip);
  }

  /** What leads a program to a stand-in of its model, and lets it take its key for a login. */
  private Map<String, String> reached(Preset preset, String url) throws IOException {
    return switch (preset) {
      case CLAUDE ->
          Map.of(
              "ANTHROPIC_BASE_URL", url,
              "ANTHROPIC_API_KEY", "none",
              "IS_SANDBOX", "1"); // or it would refuse all permissions to root
      case CODEX -> {
        Files.createDirectories(home.resolve(".codex"));
        Files.writeString(
            home.resolve(".codex/config.toml"),
            """
            model_provider = "standin"
            [model_providers.standin]
            name = "standin"
            base_url = "%s/v1"
            wire_api = "responses"
            """
                .formatted(url));
        yield Map.of();
      }
      case OPENCODE -> {
        Path config = home.resolve("opencode.json");
        Files.writeString(
            config,
            """
            { "small_model": "standin/m1", "provider": { "standin": {
              "npm": "@ai-sdk/openai-compatible", "name": "standin",
              "options": { "baseURL": "%s/v1", "apiKey": "none" },
              "models": { "m1": { "name": "m1", "cost": { "input": 1, "output": 2 } } } } } }
            """
                .formatted(url));
        yield Map.of("OPENCODE_CONFIG", config.toString());
      }
      case GEMINI -> {
        Files.createDirectories(home.resolve(".gemini"));
        Files.writeString(
            home.resolve(".gemini/settings.json"),
            "{\"security\":{\"auth\":{\"selectedType\":\"gemini-api-key\"}}}");
        yield Map.of("GOOGLE_GEMINI_BASE_URL", url, "GEMINI_API_KEY", "none");
      }
    };
  }

  private Map<String, String> variables(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", programs() + ":" + System.getenv("PATH"));
    all.put("HOME", home.toString());
    all.put("TMPDIR", folder.toString());
    all.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    all.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
    all.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
    all.putAll(more);
    return all;
  }

  /** Where {@code scripts/install-agents} puts them. */
  private static Path programs() {
    Map<String, String> env = System.getenv();
    String home = env.getOrDefault("HOME", "/root");
    Path cache = Path.of(env.getOrDefault("XDG_CACHE_HOME", home + "/.cache"));
    String folder = env.getOrDefault("PAWL_AGENTS", cache.resolve("pawl/agents").toString());
    return Path.of(folder, "node_modules/.bin");
  }

  private void assumeInstalled(Preset preset) {
    boolean found =
        List.of(variables(Map.of()).get("PATH").split(":")).stream()
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, preset.wire())));
    assumeTrue(found, preset.wire() + " is not installed: scripts/install-agents does that");
  }

  private String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "no log";
  }
}
