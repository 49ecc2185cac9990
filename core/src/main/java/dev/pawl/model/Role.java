package dev.pawl.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What kind of job it is, beside a plain command that runs and ends.
 *
 * @param background runs after the foreground of its run
 * @param silent success removes the log (background only)
 * @param interactive owns the terminal and runs alone
 * @param service present when it never ends by itself
 * @param keepDaemons {@code daemonize: keep}: what is left after the leader's end stays
 */
public record Role(
    boolean background,
    boolean silent,
    boolean interactive,
    Optional<Service> service,
    boolean keepDaemons) {
  public static final Role PLAIN = new Role(false, false, false, Optional.empty(), false);

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Role that
        && background == that.background
        && silent == that.silent
        && interactive == that.interactive
        && keepDaemons == that.keepDaemons
        && service.equals(that.service);
  }

  @Override
  public int hashCode() {
    return Objects.hash(background, silent, interactive, service, keepDaemons);
  }

  /** Whether the job never ends by itself. */
  public boolean isService() {
    return service.isPresent();
  }

  /** A service, and the command whose exit code 0 says that it is ready; without one, at once. */
  public record Service(Optional<String> ready) {}
}
