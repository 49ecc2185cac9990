package dev.pawl.app.cli;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an address says, before anything is looked up: {@code [RUN:]JOB[@N] | RUN | last}.
 *
 * @param run the beginning of a run's id, or {@code last}; empty when no run is named
 * @param job the word for the job; without a run it may still turn out to be one
 * @param attempt {@code @N}
 */
record Address(Optional<String> run, Optional<String> job, OptionalInt attempt) {
  static final String LAST = "last";

  static Address parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    Optional<String> run = colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon));
    if (colon < 0 && rest.equals(LAST)) {
      return new Address(Optional.of(LAST), Optional.empty(), OptionalInt.empty());
    }
    int at = rest.lastIndexOf('@');
    String job = at < 0 ? rest : rest.substring(0, at);
    if (job.isEmpty() || run.filter(String::isEmpty).isPresent()) {
      throw malformed(text);
    }
    OptionalInt attempt = at < 0 ? OptionalInt.empty() : attempt(text, rest.substring(at + 1));
    return new Address(run, Optional.of(job), attempt);
  }

  private static OptionalInt attempt(String text, String number) {
    if (!number.matches("[1-9][0-9]{0,5}")) {
      throw malformed(text);
    }
    return OptionalInt.of(Integer.parseInt(number));
  }

  private static Refusal malformed(String text) {
    return Refusal.usage("'" + text + "' is no address: expected [RUN:]JOB[@N], RUN or last");
  }
}
