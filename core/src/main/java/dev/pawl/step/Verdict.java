package dev.pawl.step;

import dev.pawl.model.Durations;
import java.time.Duration;
import java.util.Optional;

/** Whether a step can be relied upon. */
public sealed interface Verdict {
  /** Complete, and everything it was made from is as it was. */
  record Valid() implements Verdict {}

  /** Not to be relied upon; the reason is that of the last link when others lead to it. */
  sealed interface Invalid extends Verdict {
    /** For people, as the end of a sentence whose subject is the step. */
    String text();

    /** The step that is to blame, and whose verdict tells more; empty when it is this one. */
    default Optional<StepName> because() {
      return Optional.empty();
    }
  }

  /** The ledger has no line of it. */
  record Missing() implements Invalid {
    @Override
    public String text() {
      return "is missing";
    }
  }

  /** Its last line says so. */
  record Incomplete(String reason) implements Invalid {
    @Override
    public String text() {
      return "is incomplete: " + reason;
    }
  }

  /** Cache that is older than its time to live. */
  record Expired(Duration age, Duration limit) implements Invalid {
    @Override
    public String text() {
      return "is expired: %s old, good for %s".formatted(roughly(age), Durations.format(limit));
    }

    /** In the largest unit of which there are two. */
    private static String roughly(Duration age) {
      if (age.toDays() > 1) {
        return age.toDays() + "d";
      }
      if (age.toHours() > 1) {
        return age.toHours() + "h";
      }
      if (age.toMinutes() > 1) {
        return age.toMinutes() + "m";
      }
      return age.toSeconds() > 1 ? age.toSeconds() + "s" : age.toMillis() + "ms";
    }
  }

  /** Its content is not what it has made. */
  record Changed(String difference) implements Invalid {
    @Override
    public String text() {
      return "has changed: " + difference;
    }
  }

  /** Its content cannot be looked at. */
  record Unreadable(String why) implements Invalid {
    @Override
    public String text() {
      return "cannot be checked: " + why;
    }
  }

  /** It was made from a step that is no longer good. */
  record Depends(StepName on) implements Invalid {
    @Override
    public String text() {
      return "depends on " + on;
    }

    @Override
    public Optional<StepName> because() {
      return Optional.of(on);
    }
  }

  /** It was made from a step that has been completed since with another content. */
  record ChangedSince(StepName on) implements Invalid {
    @Override
    public String text() {
      return "depends on " + on + ", which has changed since";
    }
  }

  /** It was made from itself. */
  record Cycle(StepName on) implements Invalid {
    @Override
    public String text() {
      return "depends on " + on + ", which depends on it";
    }
  }

  /** It can be relied upon. */
  Verdict VALID = new Valid();
}
