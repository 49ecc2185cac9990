package dev.pawl.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot be read or written: a broken disk, a damaged file. After a write that failed
 * every further one fails with the same message; what is in the file is true.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
