package dev.pawl.app.cli;

import dev.pawl.coordinator.Leftovers;
import dev.pawl.coordinator.Recovery;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunStatus;
import dev.pawl.run.RunReport;

/** A run whose coordinator has died: who only looks derives that, who acts has it recorded. */
final class LostRun {
  private LostRun() {}

  static boolean is(RunReport run) {
    return run.status() != RunStatus.RUNNING && run.finishedAt().isEmpty();
  }

  /** Records its end, once what it has left is stopped. */
  static void record(Call call, RunFolder folder) {
    if (Leftovers.any(folder.run())) {
      call.say("waiting until the jobs of run " + folder.run() + " are stopped");
    }
    Recovery.endLost(folder, new LookersMask(call))
        .filter(_ -> !call.options().quiet())
        .ifPresent(reason -> call.say("pawl: run " + folder.run() + ": interrupted, " + reason));
  }
}
