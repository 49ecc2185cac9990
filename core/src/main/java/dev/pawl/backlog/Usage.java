package dev.pawl.backlog;

/**
 * What an agent says that it has used.
 *
 * @param cost US dollars; 0 when it does not say
 */
public record Usage(double cost, long inputTokens, long outputTokens) {
  public static final Usage NONE = new Usage(0, 0, 0);

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        cost + other.cost, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
  }
}
