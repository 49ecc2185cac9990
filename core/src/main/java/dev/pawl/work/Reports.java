package dev.pawl.work;

import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Usage;

/** What an agent's end means, in the words of the backlog. */
final class Reports {
  private Reports() {}

  static PhaseReport of(dev.pawl.agent.PhaseReport report) {
    Usage usage = used(report.usage());
    return switch (report) {
      case dev.pawl.agent.PhaseReport.Result r ->
          new PhaseReport.Answered(r.result(), r.warning().orElse(""), usage);
      case dev.pawl.agent.PhaseReport.BadResult r -> new PhaseReport.Unanswered(r.reason(), usage);
      case dev.pawl.agent.PhaseReport.Missing r -> new PhaseReport.Unanswered(r.reason(), usage);
      case dev.pawl.agent.PhaseReport.Unavailable r -> new PhaseReport.Unavailable(r.reason());
      case dev.pawl.agent.PhaseReport.UsageLimit r ->
          new PhaseReport.UsageLimit(r.reason(), r.reset());
    };
  }

  private static Usage used(dev.pawl.agent.Usage usage) {
    return new Usage(usage.cost().orElse(0), usage.inputTokens(), usage.outputTokens());
  }
}
