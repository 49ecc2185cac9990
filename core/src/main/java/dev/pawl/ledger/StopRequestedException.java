package dev.pawl.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Ends work that was asked to stop. Let it pass: the step is then recorded as incomplete, with the
 * reason. Work that catches it and returns is recorded so as well.
 */
public final class StopRequestedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StopRequestedException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
