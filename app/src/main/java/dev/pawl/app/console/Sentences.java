package dev.pawl.app.console;

import dev.pawl.model.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The words that a run is told in. */
public final class Sentences {
  private static final int NAMES = 10;

  private Sentences() {}

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 2m 03s}, {@code 1h 02m}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    long seconds = millis / 1000;
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%d.%d s", seconds, millis % 1000 / 100);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
  }

  /** A status as a person says it. */
  static String word(JobStatus status) {
    return switch (status) {
      case UP_TO_DATE -> "up to date";
      case TIMED_OUT -> "timed out";
      case DEP_FAILED -> "not started";
      case PENDING, RUNNING, SUCCEEDED, SKIPPED, FAILED, CANCELLED, INTERRUPTED -> status.wire();
    };
  }

  /** Some names, and how many more there are. */
  static String names(List<String> names) {
    if (names.size() <= NAMES) {
      return String.join(", ", names);
    }
    List<String> some = names.subList(0, NAMES - 1);
    return String.join(", ", some) + " and " + (names.size() - some.size()) + " more";
  }

  /** For example {@code 1 job}, {@code 2 jobs}. */
  static String jobs(int number) {
    return number == 1 ? "1 job" : number + " jobs";
  }
}
