package dev.pawl.backlog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code pawl.yml} says about the backlog, with every default filled in.
 *
 * @param prefix of the names that new items get
 * @param defaultAgent which one a phase has that names none; empty when no agent is configured
 * @param agents by name, file order; every agent that a phase names is there
 * @param prompts a folder of the project with templates that take the place of Pawl's own
 * @param pipelines by name, file order; the first is the default
 */
public record WorkSettings(
    String prefix,
    Guardrails guardrails,
    Execution execution,
    Optional<AgentName> defaultAgent,
    Map<AgentName, AgentSetting> agents,
    Optional<String> prompts,
    Map<PipelineName, Pipeline> pipelines) {
  /** The prefix when none is configured. */
  public static final String PREFIX = "WRK";

  /** What a file says that does not speak of the backlog. */
  public static final WorkSettings NONE =
      new WorkSettings(
          PREFIX,
          Guardrails.DEFAULT,
          Execution.DEFAULT,
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Map.of());

  public WorkSettings {
    agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
  }

  /** The same with other bounds. */
  public WorkSettings with(Execution other) {
    return new WorkSettings(prefix, guardrails, other, defaultAgent, agents, prompts, pipelines);
  }

  /** The pipeline of that name; empty when there is none. */
  public Optional<Pipeline> pipeline(PipelineName name) {
    return Optional.ofNullable(pipelines.get(name));
  }

  /** The pipeline that an item goes through; the default one when it names none. */
  public Optional<Pipeline> pipeline(Item item) {
    return item.pipeline().isPresent()
        ? item.pipeline().flatMap(this::pipeline)
        : pipelines.values().stream().findFirst();
  }
}
