package dev.pawl.model;

import java.time.Duration;
import java.util.List;

/**
 * How often, when and after what a failed attempt is tried again.
 *
 * @param limit further attempts after the first, 0 or more
 * @param delay the wait before the second attempt
 * @param backoff the factor from one wait to the next, 1.0 or more
 * @param maxDelay no wait is longer
 * @param jitter whether each wait is multiplied by a factor in [0.5, 1)
 * @param onExit the exit codes that are worth another attempt; empty means every failure
 */
public record Retry(
    int limit,
    Duration delay,
    double backoff,
    Duration maxDelay,
    boolean jitter,
    List<Integer> onExit) {
  /** No further attempt; the other values are the defaults of {@code retries}. */
  public static final Retry NONE =
      new Retry(0, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(1), true, List.of());

  public Retry {
    if (limit < 0 || delay.isNegative() || !(backoff >= 1.0) || maxDelay.isNegative()) {
      throw new IllegalArgumentException("retry out of range");
    }
    onExit = List.copyOf(onExit);
  }

  /** The same policy with another number of further attempts. */
  public Retry withLimit(int other) {
    return new Retry(other, delay, backoff, maxDelay, jitter, onExit);
  }

  /**
   * The wait after the {@code failures}-th failed attempt (from 1), before jitter: {@code
   * min(max_delay, delay * backoff^(failures-1))}.
   */
  public Duration waitAfter(int failures) {
    double nanos = nanos(delay) * Math.pow(backoff, failures - 1.0);
    return nanos >= nanos(maxDelay) ? maxDelay : Duration.ofNanos((long) nanos);
  }

  /** As a double: a duration of centuries does not fit into a long. */
  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
