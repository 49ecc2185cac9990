package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.journal.UnseenEnds;
import dev.pawl.model.RunId;
import java.nio.file.Path;

/** Tells a person, once, of runs that have ended while nobody looked. */
final class UnseenRuns {
  private UnseenRuns() {}

  /** By a command that acts, on a terminal only; who looks with other eyes takes nothing away. */
  static void tell(Call call, Path project) {
    if (!call.caller().err().terminal() || call.options().quiet()) {
      return;
    }
    RunRecords records = new RunRecords(project, call);
    for (RunId run : new UnseenEnds(project).take()) {
      records
          .report(new RunFolder(project, run))
          .ifPresent(report -> {
            String why = report.reason().map(reason -> ", " + reason).orElse("");
            call.say(
                "pawl: run "
                    + run
                    + " ("
                    + report.workflow()
                    + ") has ended: "
                    + report.status().wire()
                    + why
                    + "; see pawl jobs --run "
                    + run);
          });
    }
  }
}
