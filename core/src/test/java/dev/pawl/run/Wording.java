package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** Events, effects and rows as lines of text, complete and readable. */
final class Wording {
  private Wording() {}

  static String of(RunEvent event, Instant wall) {
    return switch (event) {
      case RunEvent.WorkEvent e -> WorkWording.of(e, wall);
      case RunEvent.RunCreated e -> "run created, j=" + e.options().concurrency();
      case RunEvent.JobPromoted e -> e.job() + " promoted, needed by " + e.neededBy();
      case RunEvent.RunBegan e -> "run began" + (e.lasting() ? ", lasting" : "");
      case RunEvent.StepsAsked e -> "asked " + e.jobs();
      case RunEvent.StepsUpToDate e ->
          String.join(", ", e.jobs().stream().map(JobName::value).toList())
              + " up_to_date: "
              + e.reason();
      case RunEvent.StepVacant e -> e.job() + " vacant";
      case RunEvent.StepDue e -> e.job() + " due, " + e.reason();
      case RunEvent.StepWaiting e ->
          e.job() + e.holder().map(who -> " waits for " + who).orElse(" is asked about again");
      case RunEvent.StepSealing e -> e.job() + "@" + e.attempt() + " sealing";
      case RunEvent.AttemptPlanned e -> e.job() + "@" + e.attempt() + " planned";
      case RunEvent.AttemptStarted e -> e.job() + "@" + e.attempt() + " started, pid " + e.pid();
      case RunEvent.ServiceReady e -> e.job() + "@" + e.attempt() + " ready";
      case RunEvent.StopOrdered e ->
          e.job()
              + "@"
              + e.attempt()
              + " stop ordered, "
              + e.cause().wire()
              + e.reason().map(reason -> ": " + reason).orElse("");
      case RunEvent.AttemptFinished e -> finished(e);
      case RunEvent.RetryScheduled e ->
          e.job() + "@" + e.attempt() + " due in " + words(Duration.between(wall, e.dueAt()));
      case RunEvent.RetryDue e -> e.job() + "@" + e.attempt() + " due";
      case RunEvent.JobFinished e ->
          e.job()
              + " "
              + e.status().wire()
              + e.cause().map(cause -> " (" + cause.wire() + ")").orElse("")
              + e.reason().map(reason -> ": " + reason).orElse("");
      case RunEvent.ItemEvent e -> item(e, wall);
      case RunEvent.RunStopping e ->
          "run stopping"
              + (e.hard() ? " hard" : "")
              + ", "
              + e.cause().wire()
              + (e.signal() > 0 ? " " + e.signal() : "")
              + ": "
              + e.reason();
      case RunEvent.HandedOver _ -> "handed over";
      case RunEvent.TakenOver _ -> "taken over";
      case RunEvent.NoticesBegun e -> "notices begun, run " + e.outcome().status().wire();
      case RunEvent.NoticesStopping e -> "notices stopping" + (e.hard() ? " hard" : "");
      case RunEvent.NoticeFailed e -> "notice " + e.notice().wire() + " failed: " + e.reason();
      case RunEvent.RunFinished e ->
          "run "
              + e.status().wire()
              + ", exit "
              + e.exitCode()
              + e.reason().map(reason -> ": " + reason).orElse("");
    };
  }

  private static String item(RunEvent.ItemEvent event, Instant wall) {
    return switch (event) {
      case RunEvent.ItemsAdopted e ->
          e.job() + " adopted " + e.items().stream().map(one -> "#" + one.index()).toList();
      case RunEvent.ItemsListed e ->
          e.job()
              + " listed, "
              + e.missing().size()
              + " of "
              + e.total()
              + " missing"
              + (e.gone().isEmpty() ? "" : ", " + e.gone().size() + " gone");
      case RunEvent.LoopBroken e -> e.job() + " broken" + code(e.exitCode(), 0) + ": " + e.reason();
      case RunEvent.ItemPlanned e -> name(e.job(), e.item(), e.attempt()) + " planned";
      case RunEvent.ItemStarted e -> name(e.job(), e.item(), e.attempt()) + " started";
      case RunEvent.ItemStopOrdered e ->
          name(e.job(), e.item(), e.attempt()) + " stop ordered, " + e.cause().wire();
      case RunEvent.ItemFinished e ->
          name(e.job(), e.item(), e.attempt())
              + " ended, "
              + e.outcome().wire()
              + code(e.exitCode(), 0)
              + (e.reason().isEmpty() ? "" : ": " + e.reason())
              + e.retryAt()
                  .map(due -> ", again in " + words(Duration.between(wall, due)))
                  .orElse("");
      case RunEvent.ItemDue e -> name(e.job(), e.item(), e.attempt()) + " due";
    };
  }

  private static String name(JobName job, Item item, int attempt) {
    return job + "#" + item.index() + "@" + attempt;
  }

  private static String finished(RunEvent.AttemptFinished e) {
    StringBuilder text = new StringBuilder(e.job() + "@" + e.attempt() + " ended, ");
    text.append(e.outcome().wire()).append(code(e.exitCode(), e.signal()));
    e.reason().ifPresent(reason -> text.append(": ").append(reason));
    e.progress().ifPresent(progress -> text.append(" [").append(progress).append(']'));
    return text.toString();
  }

  private static String code(OptionalInt exitCode, int signal) {
    String code = exitCode.isPresent() ? ", code " + exitCode.getAsInt() : ", no code";
    return code + (signal > 0 ? ", signal " + signal : "");
  }

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.WorkEffect e -> WorkWording.of(e);
      case Effect.CheckSteps e -> "> check " + e.jobs();
      case Effect.AwaitStep e -> "> await " + e.job();
      case Effect.SealStep e -> "> seal " + e.job() + "@" + e.attempt();
      case Effect.JudgeConditions e -> "> judge " + e.jobs();
      case Effect.SpawnAttempt e -> "> spawn " + e.job() + "@" + e.attempt();
      case Effect.StopAttempt e ->
          "> stop " + e.job() + "@" + e.attempt() + ", grace " + words(e.grace());
      case Effect.ProbeReady e -> "> ask ready " + e.job() + "@" + e.attempt();
      case Effect.OpenLoop e -> "> open " + e.job() + "@" + e.attempt();
      case Effect.StopListing e -> "> stop listing " + e.job() + ", grace " + words(e.grace());
      case Effect.SpawnItem e -> "> spawn " + name(e.job(), e.item(), e.attempt());
      case Effect.StopItem e ->
          "> stop " + name(e.job(), e.item(), e.attempt()) + ", grace " + words(e.grace());
      case Effect.AdoptAttempt e -> "> adopt " + e.job() + "@" + e.attempt();
      case Effect.AdoptStep e -> "> adopt step " + e.job() + "@" + e.attempt();
      case Effect.EndLoop e -> "> end loop " + e.job();
      case Effect.DropLogs e -> "> drop logs " + e.job();
      case Effect.Notify e -> "> notify " + wires(e.notices());
      case Effect.StopNotices e -> "> stop notices, grace " + words(e.grace()) + ": " + e.reason();
    };
  }

  private static String wires(List<Occasion> notices) {
    return String.join(", ", notices.stream().map(Occasion::wire).toList());
  }

  static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  static String row(JobRow row) {
    StringJoiner text = new StringJoiner(" ");
    text.add(row.job().name() + " " + row.status().wire());
    row.cause().ifPresent(cause -> text.add("(" + cause.wire() + ")"));
    if (row.background()) {
      text.add("[background]");
    }
    row.attempts().forEach(attempt -> text.add(attempt(attempt)));
    row.reason().ifPresent(reason -> text.add("| " + reason));
    return text.toString();
  }

  private static String attempt(AttemptRow attempt) {
    String outcome = attempt.outcome().map(JobStatus::wire).orElse("live");
    return "@"
        + attempt.number()
        + " "
        + outcome
        + (attempt.exitCode().isPresent() ? " " + attempt.exitCode().getAsInt() : "")
        + (attempt.signal() > 0 ? " signal " + attempt.signal() : "");
  }
}
