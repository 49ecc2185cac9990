package dev.pawl.git;

import java.time.Duration;

/**
 * How long git may take.
 *
 * @param look for one question
 * @param commit for one commit, with its hooks
 * @param lock until another git lets go of the index
 */
public record Patience(Duration look, Duration commit, Duration lock) {
  public static final Patience DEFAULT =
      new Patience(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofSeconds(10));
}
