package dev.pawl.agent;

import dev.pawl.process.ExitStatus;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** One reading of what an attempt left. */
final class ReportReading {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Assignment assignment;
  private final Ending ending;
  private final ZonedDateTime now;
  private final Transcript transcript;

  ReportReading(Assignment assignment, Ending ending, ZonedDateTime now) {
    this.assignment = assignment;
    this.ending = ending;
    this.now = now;
    this.transcript = Transcript.read(ending.log());
  }

  PhaseReport report() {
    return switch (ResultFile.read(ending.result(), assignment)) {
      case ResultFile.Valid valid ->
          new PhaseReport.Result(valid.result(), warning(), transcript.usage());
      case ResultFile.Wrong wrong ->
          trouble().orElseGet(() -> new PhaseReport.BadResult(wrong.reason(), transcript.usage()));
      case ResultFile.None _ -> trouble().orElseGet(this::none);
    };
  }

  private Optional<String> warning() {
    if (ending.stopped()) {
      return Optional.of("it was still there after its result, and was stopped");
    }
    return ending.succeeded()
        ? Optional.empty()
        : Optional.of("it wrote its result, but " + ending.words());
  }

  /** What the output says of the agent itself. */
  private Optional<PhaseReport> trouble() {
    boolean crashed = !ending.succeeded() && !ending.stopped();
    return Sign.find(assignment.agent(), transcript, crashed).map(this::trouble);
  }

  private PhaseReport trouble(Sign sign) {
    String reason = Shown.line(sign.text());
    return switch (sign.meaning()) {
      case USAGE_LIMIT -> new PhaseReport.UsageLimit(reason, sign.reset(now), transcript.usage());
      case UNAVAILABLE -> new PhaseReport.Unavailable(reason, transcript.usage());
      case TOO_MUCH -> new PhaseReport.Missing(reason, transcript.usage());
    };
  }

  private PhaseReport none() {
    if (transcript.gaveUp().isPresent()) {
      return missing("it gave up: " + transcript.gaveUp().get());
    }
    if (ending.stopped()) {
      return missing("it was stopped and had written no result");
    }
    if (ending.succeeded()) {
      String denied = transcript.denied().map(what -> "; it was not permitted: " + what).orElse("");
      return missing("it ended with exit code 0 and wrote no result" + denied);
    }
    return new PhaseReport.Unavailable(crash(), transcript.usage());
  }

  private PhaseReport missing(String reason) {
    return new PhaseReport.Missing(Shown.line(reason), transcript.usage());
  }

  private String crash() {
    int code = ending.status().map(ExitStatus::code).orElse(0);
    String program = AgentCommand.program(assignment.agent());
    String what =
        switch (code) {
          case NOT_EXECUTABLE -> "'" + program + "' could not be executed";
          case NOT_FOUND -> "'" + program + "' was not found";
          default -> "it " + ending.words() + ", without a result";
        };
    List<String> last = transcript.last();
    return Shown.line(last.isEmpty() ? what : what + ": " + String.join(" | ", last));
  }
}
