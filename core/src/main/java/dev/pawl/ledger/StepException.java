package dev.pawl.ledger;

import org.jspecify.annotations.Nullable;

/** A step is not complete, and its caller said that it must be: see {@link Outcome#orThrow}. */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StepException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
