package dev.pawl.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What bounds the attempts of a job.
 *
 * @param timeout per attempt; empty means none
 * @param grace between SIGTERM and SIGKILL
 * @param retry what follows a failed attempt
 */
public record Limits(Optional<Duration> timeout, Duration grace, Retry retry) {
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);
  public static final Limits DEFAULT = new Limits(Optional.empty(), DEFAULT_GRACE, Retry.NONE);
}
