package dev.pawl.backlog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One task of a pipeline, carried out by an agent.
 *
 * @param instructions files of the project that the agent is given, relative, at least one
 * @param agent which one; empty for the default
 * @param model of the agent, over the agent's own
 * @param destructive whether it may change files outside the item's folder; it runs alone then
 * @param timeout of an attempt, over {@code execution.phase_timeout}
 * @param retries over {@code execution.retries}
 * @param staleness what happens, before a destructive one, when the commit that the item's last
 *     phase rested on is no ancestor of what is checked out
 */
public record Phase(
    PhaseName name,
    List<String> instructions,
    Optional<AgentName> agent,
    Optional<String> model,
    boolean destructive,
    Optional<Duration> timeout,
    OptionalInt retries,
    Staleness staleness) {
  public Phase {
    instructions = List.copyOf(instructions);
  }

  /** What to do about work that rests on a commit that is gone from the branch. */
  public enum Staleness {
    /** Go on. */
    IGNORE,
    /** Go on, and say so. */
    WARN,
    /** Block the item. */
    BLOCK
  }

  /** A phase with every default. */
  public static Phase of(String name, String... instructions) {
    return new Phase(
        new PhaseName(name),
        List.of(instructions),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        Staleness.WARN);
  }
}
