package dev.pawl.app.cli;

import dev.pawl.line.JsonValue;
import dev.pawl.model.SafeText;
import dev.pawl.step.Contents;
import dev.pawl.step.FileContents;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code pawl state verify}: reads the contents of all complete steps again, however unchanged the
 * files look, and names what differs. What a step was made from is no part of this.
 */
final class StepVerification {
  private final LedgerAt at;
  private int looked;
  private int differing;
  private int incomplete;

  StepVerification(LedgerAt at) {
    this.at = at;
  }

  int run() throws IOException {
    Snapshot snapshot = at.ledger().look();
    Validity validity = new Validity(snapshot, rehashing(), at.now());
    List<StepEntry> steps =
        snapshot.entries().stream().sorted(Comparator.comparing(StepEntry::name)).toList();
    for (StepEntry step : steps) {
      if (!step.isComplete()) {
        incomplete++;
      } else if (validity.content(step) instanceof Verdict.Invalid invalid) {
        differing++;
        at.call().out().write(SafeText.shown(step.name() + " " + invalid.text()) + "\n");
      }
    }
    summary(steps.size());
    return differing == 0 ? ExitCode.FINE : ExitCode.FAILED;
  }

  private void summary(int steps) {
    if (steps == 0) {
      at.sayNone();
      return;
    }
    if (at.call().options().quiet()) {
      return;
    }
    int unseen = steps - incomplete - looked;
    at.call()
        .say(
            Words.count(looked, "step")
                + " checked, "
                + (differing == 0
                    ? "none differs"
                    : differing + (differing == 1 ? " differs" : " differ"))
                + (unseen == 0 ? "" : "; " + unseen + " without files to look at")
                + (incomplete == 0 ? "" : "; " + incomplete + " incomplete, not looked at"));
  }

  /** The files, all read again; counts the looks at what could be looked at. */
  private Contents rehashing() {
    FileContents files =
        new FileContents(dev.pawl.content.Contents.rehashing(at.project(), InstantSource.system()));
    return new Contents() {
      @Override
      public Optional<Look> look(JsonValue reference) {
        Optional<Look> look = files.look(reference);
        looked += look.isPresent() ? 1 : 0;
        return look;
      }

      @Override
      public Optional<String> difference(JsonValue reference, String oldHash) {
        return files.difference(reference, oldHash);
      }
    };
  }
}
