package dev.pawl.agent;

import java.util.OptionalDouble;

/**
 * What an attempt has used, as far as the agent's output says so.
 *
 * @param cost US dollars
 * @param inputTokens of the prompt and what followed it, those from a cache included
 */
public record Usage(OptionalDouble cost, long inputTokens, long outputTokens) {
  /** Nothing was said of it. */
  public static final Usage NONE = new Usage(OptionalDouble.empty(), 0, 0);

  /** Both together. */
  public Usage plus(Usage other) {
    boolean known = cost.isPresent() || other.cost.isPresent();
    return new Usage(
        known ? OptionalDouble.of(cost.orElse(0) + other.cost.orElse(0)) : OptionalDouble.empty(),
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens);
  }
}
