package dev.pawl.step;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a line says of a step: there are these two kinds, and nothing in between. */
public sealed interface StepState {
  /**
   * Done, and good as far as this line knows.
   *
   * @param completedAt to the millisecond
   * @param contentHash of what the step has made, never empty
   */
  record Complete(Instant completedAt, String contentHash) implements StepState {
    public Complete {
      completedAt = completedAt.truncatedTo(ChronoUnit.MILLIS);
      if (contentHash.isBlank()) {
        throw new IllegalArgumentException("a complete step has a content hash");
      }
    }

    @Override
    public Optional<String> hash() {
      return Optional.of(contentHash);
    }
  }

  /**
   * Not done, or no longer.
   *
   * @param reason for people, never empty: "processed 523 of 1000 items"
   * @param hash of the content as far as it is there
   */
  record Incomplete(String reason, Optional<String> hash) implements StepState {
    public Incomplete {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("an incomplete step has a reason");
      }
    }
  }

  /** The content hash, if there is one. */
  Optional<String> hash();
}
