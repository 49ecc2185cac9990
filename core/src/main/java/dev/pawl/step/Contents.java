package dev.pawl.step;

import dev.pawl.line.JsonValue;
import java.util.Optional;

/** The contents that steps have made, as they are now. Asked by {@link Validity}. */
public interface Contents {
  /** Nothing is looked at: what was recorded is believed. */
  Contents UNSEEN = reference -> Optional.empty();

  /**
   * Looks at the content of a step.
   *
   * @param reference as it stands in the ledger
   * @return empty when there is nothing that could be looked at
   */
  Optional<Look> look(JsonValue reference);

  /**
   * What differs between the content that had a hash and the one that is there now, as a few words:
   * "src/a.txt changed", "src/b.txt removed", "src/c.txt added". Empty when that is not known.
   */
  default Optional<String> difference(JsonValue reference, String oldHash) {
    return Optional.empty();
  }

  /** What a look has found. */
  sealed interface Look {
    /** The content hash now. */
    record Hashed(String hash) implements Look {}

    /** Why there is no hash: "out/a.txt cannot be read: permission denied". */
    record Unreadable(String why) implements Look {}
  }
}
