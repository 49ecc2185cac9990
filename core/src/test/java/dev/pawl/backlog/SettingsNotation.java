package dev.pawl.backlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is configured, in lines: {@code pipeline NAME [pre=PHASE,..] main=PHASE,..}; {@code
 * execution key=value ...}; {@code guardrails size=S complexity=L risk=L}; {@code agents A,B}. A
 * phase is its name, with {@code !} when it is destructive, {@code @AGENT}, {@code #RETRIES} and
 * {@code ~TIMEOUT} behind it, in this order. Keys of execution: j, wip, retries, breaker, cap,
 * parts, follow_ups, time, cost.
 */
public final class SettingsNotation {
  private final Map<PipelineName, Pipeline> pipelines = new LinkedHashMap<>();
  private Execution execution = Execution.DEFAULT;
  private Guardrails guardrails = Guardrails.DEFAULT;
  private List<AgentName> agents = List.of(new AgentName("claude"));

  /** The settings of these lines. */
  public static WorkSettings settings(String... lines) {
    SettingsNotation notation = new SettingsNotation();
    Stream.of(lines).forEach(notation::say);
    return notation.settings();
  }

  /** Takes a line; false when it is about something else. */
  public boolean say(String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
    switch (words.removeFirst()) {
      case "pipeline" -> pipeline(words);
      case "execution" -> execution(words);
      case "guardrails" -> guardrails(words);
      case "agents" ->
          agents = Arrays.stream(words.getFirst().split(",")).map(AgentName::new).toList();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What was said so far. */
  public WorkSettings settings() {
    Map<AgentName, AgentSetting> all = new LinkedHashMap<>();
    AgentSetting.Start start = new AgentSetting.Start.Command(List.of("agent"));
    for (AgentName name : agents) {
      all.put(
          name,
          new AgentSetting(name, start, Optional.empty(), Map.of(), List.of(), List.of(), false));
    }
    return new WorkSettings(
        WorkSettings.PREFIX,
        guardrails,
        execution,
        agents.stream().findFirst(),
        all,
        Optional.empty(),
        pipelines);
  }

  private void pipeline(List<String> words) {
    PipelineName name = new PipelineName(words.getFirst());
    pipelines.put(name, new Pipeline(name, phases(words, "pre"), phases(words, "main")));
  }

  private static List<Phase> phases(List<String> words, String key) {
    return value(words, key).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(SettingsNotation::phase)
        .toList();
  }

  private static Phase phase(String text) {
    String[] parts = text.split("(?=[!@#~])");
    Phase plain = Phase.of(parts[0], "do.md");
    Optional<String> agent = behind(parts, "@");
    return new Phase(
        plain.name(),
        plain.instructions(),
        agent.map(AgentName::new),
        Optional.empty(),
        behind(parts, "!").isPresent(),
        behind(parts, "~").map(SettingsNotation::duration),
        behind(parts, "#")
            .map(retries -> OptionalInt.of(Integer.parseInt(retries)))
            .orElse(OptionalInt.empty()),
        plain.staleness());
  }

  private static Optional<String> behind(String[] parts, String sign) {
    return Arrays.stream(parts)
        .filter(part -> part.startsWith(sign))
        .map(part -> part.substring(1))
        .findFirst();
  }

  private void execution(List<String> words) {
    Execution before = execution;
    execution =
        new Execution(
            number(words, "j", before.concurrency()),
            number(words, "wip", before.maxWip()),
            number(words, "retries", before.retries()),
            before.phaseTimeout(),
            before.resultGrace(),
            number(words, "breaker", before.circuitBreaker()),
            number(words, "cap", before.cap()),
            number(words, "parts", before.maxSubphases()),
            number(words, "follow_ups", before.maxFollowUps()),
            value(words, "time").map(SettingsNotation::duration).or(before::maxTime),
            value(words, "cost").map(Double::valueOf).or(before::maxCost));
  }

  private void guardrails(List<String> words) {
    guardrails =
        new Guardrails(
            value(words, "size").flatMap(Size::ofWire).orElse(guardrails.maxSize()),
            value(words, "complexity").flatMap(Level::ofWire).orElse(guardrails.maxComplexity()),
            value(words, "risk").flatMap(Level::ofWire).orElse(guardrails.maxRisk()));
  }

  private static int number(List<String> words, String key, int otherwise) {
    return value(words, key).map(Integer::valueOf).orElse(otherwise);
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> value(List<String> words, String key) {
    return words.stream()
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .findFirst();
  }
}
