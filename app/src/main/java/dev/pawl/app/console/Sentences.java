package dev.pawl.app.console;

import dev.pawl.model.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that a run is told in. */
public final class Sentences {
  private static final int NAMES = 10;
  private static final Duration BRIEF = Duration.ofMillis(100);

  private Sentences() {}

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 2m 03s}, {@code 1h 02m}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    long seconds = millis / 1000;
    if (seconds < 10) {
      return seconds + "." + millis % 1000 / 100 + " s"; // no format: every run says this
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

  /** A status with its reason, which may say the same word again. */
  static String told(JobStatus status, Optional<String> reason) {
    String word = word(status);
    return reason.map(why -> why.startsWith(word) ? why : word + ", " + why).orElse(word);
  }

  /** How soon something is due, for example {@code in 4.0 s}, {@code in 64 ms}, {@code now}. */
  static String due(Duration wait) {
    if (!wait.isPositive()) {
      return "now";
    }
    boolean brief = wait.compareTo(BRIEF) < 0;
    return "in " + (brief ? Math.max(1, wait.toMillis()) + " ms" : duration(wait));
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
