package dev.pawl.app.cli;

import dev.pawl.app.format.Values;
import dev.pawl.model.SafeText;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code pawl state why}: for each step the chain of causes, down to the one to blame. */
final class StepCauses {
  private StepCauses() {}

  static int write(LedgerAt at, List<String> words) throws IOException {
    Snapshot snapshot = at.ledger().look();
    StepsNamed names = new StepsNamed(snapshot);
    List<StepEntry> steps = words.stream().map(names::one).toList();
    Validity validity = at.validity(snapshot);
    String before = "";
    for (StepEntry step : steps) {
      at.call().out().write(before);
      for (String line : lines(at, snapshot, validity, step)) {
        at.call().out().write(SafeText.shown(line) + "\n");
      }
      before = "\n";
    }
    return ExitCode.FINE;
  }

  private static List<String> lines(
      LedgerAt at, Snapshot snapshot, Validity validity, StepEntry step) {
    List<String> lines = new ArrayList<>();
    validity.why(step.name()).forEach(cause -> lines.add(at.told(snapshot, cause)));
    if (step.state() instanceof StepState.Complete complete && lines.isEmpty()) {
      String since = Values.time(complete.completedAt());
      lines.add(step.name() + " is valid: complete since " + since);
    }
    return lines;
  }
}
