package dev.pawl.ledger;

/**
 * How far the work of a step is. It stands in the ledger when the work does not complete.
 *
 * @param done of {@code total}
 * @param message what it is at; may be empty
 * @param items whether items are counted, which the step has completed
 */
public record Progress(long done, long total, String message, boolean items) {
  public Progress {
    if (done < 0 || done > total) {
      throw new IllegalArgumentException("progress is %d of %d".formatted(done, total));
    }
  }

  /** For example {@code processed 523 of 1000 items}. */
  @Override
  public String toString() {
    return items
        ? "processed %d of %d items".formatted(done, total)
        : "at %d of %d%s".formatted(done, total, message.isEmpty() ? "" : ": " + message);
  }
}
