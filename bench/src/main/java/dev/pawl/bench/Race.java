package dev.pawl.bench;

import java.util.List;
import java.util.Locale;

/**
 * Rounds that alternate between the contenders, so that whatever else the machine does hits all
 * alike; a ratio of medians is what counts.
 */
record Race(String title, List<Contender> contenders) {
  /** Runs so many rounds, and tells of each on stderr. */
  void run(int rounds) throws InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        if (contender.takesPart(round)) {
          contender.round();
          tell(round, contender);
        }
      }
    }
  }

  private void tell(int round, Contender contender) {
    String last = contender.allSeconds();
    System.err.printf(
        Locale.ROOT,
        "%s, round %d: %s %s%n",
        title,
        round,
        contender.name(),
        contender.failure().isEmpty()
            ? last.substring(last.lastIndexOf(' ') + 1) + " s"
            : contender.failure());
  }
}
