package dev.pawl.step;

import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the ledger.
 *
 * @param at when it was written, to the millisecond; not known of every line of other programs
 */
public record StepEntry(StepName name, StepState state, StepFacts facts, Optional<Instant> at) {
  /** A line that says that a step is done. */
  public static StepEntry complete(StepName name, String contentHash, StepFacts facts, Instant at) {
    return of(name, new StepState.Complete(at, contentHash), facts, at);
  }

  /** A line that says that a step is not done, or no longer, and why. */
  public static StepEntry incomplete(StepName name, String reason, StepFacts facts, Instant at) {
    return of(name, new StepState.Incomplete(reason, Optional.empty()), facts, at);
  }

  /** This step as no longer done; its hash is kept, and nobody works on it. */
  public StepEntry invalidated(String reason, Instant now) {
    return of(name, new StepState.Incomplete(reason, hash()), facts.released(), now);
  }

  private static StepEntry of(StepName name, StepState state, StepFacts facts, Instant at) {
    return new StepEntry(name, state, facts, Optional.of(at.truncatedTo(ChronoUnit.MILLIS)));
  }

  public boolean isComplete() {
    return state instanceof StepState.Complete;
  }

  /** The content hash, if there is one. */
  public Optional<String> hash() {
    return state.hash();
  }

  /** The fields of its line in the ledger, in their order, without the checksum. */
  public JsonObject fields() {
    ByteBuffer line = new EntryCodec().encode(List.of(this));
    return Json.object(line.array(), 0, line.limit()).without(Set.of("crc"));
  }

  StepEntry with(StepFacts others) {
    return new StepEntry(name, state, others, at);
  }
}
