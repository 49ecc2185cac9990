package dev.pawl.backlog;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What came of giving a task to an agent. */
public sealed interface PhaseReport {
  /**
   * It has answered.
   *
   * @param warning "" or what was odd about it all the same
   */
  record Answered(PhaseResult result, String warning, Usage usage) implements PhaseReport {}

  /** It has ended without an answer that counts: a failure of this attempt. */
  record Unanswered(String reason, Usage usage) implements PhaseReport {}

  /** It cannot work for now, which is not the item's fault. */
  record Unavailable(String reason) implements PhaseReport {}

  /** Its use is up for now. */
  record UsageLimit(String reason, Optional<Instant> until) implements PhaseReport {}

  /** A person must look at the item before it is given to an agent. */
  record Withheld(String reason) implements PhaseReport {}

  /** The same with other words, for example without secrets. */
  default PhaseReport reworded(UnaryOperator<String> words) {
    return switch (this) {
      case Answered r ->
          new Answered(r.result().reworded(words), words.apply(r.warning()), r.usage());
      case Unanswered r -> new Unanswered(words.apply(r.reason()), r.usage());
      case Unavailable r -> new Unavailable(words.apply(r.reason()));
      case UsageLimit r -> new UsageLimit(words.apply(r.reason()), r.until());
      case Withheld r -> new Withheld(words.apply(r.reason()));
    };
  }
}
