package dev.pawl.run;

import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** The words of the record for what a status does not tell by itself. */
final class Reasons {
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  /** For a job that was cancelled by itself. */
  static final String CANCELLED = "cancelled by request";

  private Reasons() {}

  static String signal(int number) {
    return SIGNALS.getOrDefault(number, "signal " + number);
  }

  static String of(RunState state, JobRow row, RunCommand.AttemptEnded c, JobStatus outcome) {
    AttemptRow attempt = row.attempt(c.attempt());
    StopCause stop = attempt.stop;
    if (stop == null) {
      return outcome == JobStatus.SUCCEEDED ? "" : byItself(row, c);
    }
    return switch (stop) {
      case TIMEOUT -> timeout(row.job);
      case NOT_READY -> Objects.requireNonNullElse(attempt.stopReason, "did not become ready");
      case RUN_END -> "";
      case FAIL_FAST -> failFast(state);
      case ANSWERED -> "stopped after its result";
      case CANCEL, SIGNAL, LOST, BROKEN ->
          outcome == JobStatus.SUCCEEDED
              ? ""
              : state
                  .stop()
                  .map(RunEvent.RunStopping::reason)
                  .orElse(Objects.requireNonNullElse(attempt.stopReason, CANCELLED));
    };
  }

  private static String byItself(JobRow row, RunCommand.AttemptEnded c) {
    String service = row.job.role().isService() ? "the service ended by itself" : "";
    String how = how(c);
    return service.isEmpty() || how.isEmpty() ? service + how : service + ": " + how;
  }

  private static String how(RunCommand.AttemptEnded c) {
    return how(c.exitCode(), c.signal(), c.failure());
  }

  static String how(OptionalInt exitCode, int signal, String failure) {
    if (exitCode.isEmpty()) {
      return failure.isEmpty() ? "ended without an exit status" : "";
    }
    if (exitCode.getAsInt() == 0 && !failure.isEmpty()) {
      return "";
    }
    return signal > 0 ? "killed by " + signal(signal) : "exit code " + exitCode.getAsInt();
  }

  static String timeout(Job job) {
    return "timed out after " + words(job.limits().timeout().orElseThrow());
  }

  static String failFast(RunState state) {
    JobRow first = state.row(state.failFastBy());
    return "fail_fast: " + first.job.name() + " " + word(first.status());
  }

  static String doomed(RunState state, Releases.Doom doom) {
    JobRow parent = state.row(doom.parent());
    JobRow root = state.row(doom.root());
    if (doom.cause().isPresent()) {
      return "depends on " + parent.job.name() + ", which was skipped";
    }
    String by = root == parent ? "" : ", which depends on " + root.job.name();
    return "needs " + parent.job.name() + by + ", which " + word(root.status());
  }

  static String word(JobStatus status) {
    return switch (status) {
      case TIMED_OUT -> "timed out";
      case CANCELLED -> "was cancelled";
      case INTERRUPTED -> "was interrupted";
      case DEP_FAILED -> "could not start";
      case PENDING, RUNNING, SUCCEEDED, UP_TO_DATE, SKIPPED, FAILED -> status.wire();
    };
  }

  private static String words(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : Unit.values()) {
      if (millis % unit.millis == 0) {
        return millis / unit.millis + unit.text;
      }
    }
    return millis + "ms";
  }

  private enum Unit {
    HOUR(3_600_000, "h"),
    MINUTE(60_000, "m"),
    SECOND(1_000, "s");

    private final long millis;
    private final String text;

    Unit(long millis, String text) {
      this.millis = millis;
      this.text = text;
    }
  }
}
