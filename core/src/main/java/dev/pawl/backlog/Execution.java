package dev.pawl.backlog;

import java.time.Duration;
import java.util.Optional;

/**
 * What bounds a run over the backlog.
 *
 * @param concurrency so many agents at a time
 * @param maxWip so many items in progress, blocked ones aside
 * @param retries so many attempts more for a phase that failed
 * @param phaseTimeout of an attempt, unless the phase has its own
 * @param resultGrace how long an agent may go on after its result
 * @param circuitBreaker so many phases in a row without success end the run
 * @param cap so many phases in one run
 * @param maxSubphases so often may one phase go on in parts
 * @param maxFollowUps so many new items may come of one phase
 * @param maxTime of a run; after it nothing new is started
 * @param maxCost of a run, US dollars as agents report them; at it nothing new is started
 */
public record Execution(
    int concurrency,
    int maxWip,
    int retries,
    Duration phaseTimeout,
    Duration resultGrace,
    int circuitBreaker,
    int cap,
    int maxSubphases,
    int maxFollowUps,
    Optional<Duration> maxTime,
    Optional<Double> maxCost) {
  public static final Execution DEFAULT =
      new Execution(
          1,
          1,
          2,
          Duration.ofMinutes(30),
          Duration.ofSeconds(30),
          2,
          100,
          10,
          5,
          Optional.empty(),
          Optional.empty());

  /** The same with other limits on what runs at a time. */
  public Execution limitedTo(int concurrency, int cap) {
    return new Execution(
        concurrency,
        maxWip,
        retries,
        phaseTimeout,
        resultGrace,
        circuitBreaker,
        cap,
        maxSubphases,
        maxFollowUps,
        maxTime,
        maxCost);
  }
}
