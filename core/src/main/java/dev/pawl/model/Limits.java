package dev.pawl.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Limits that
            && timeout.equals(that.timeout)
            && grace.equals(that.grace)
            && retry.equals(that.retry);
  }

  @Override
  public int hashCode() {
    return Objects.hash(timeout, grace, retry);
  }
}
