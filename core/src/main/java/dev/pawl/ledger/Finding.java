package dev.pawl.ledger;

import dev.pawl.step.Snapshot;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepName;
import java.util.Map;

/** What a look at the ledger and at the contents has found of a step that a program wants done. */
sealed interface Finding {
  record UpToDate() implements Finding {}

  record Busy(Holder holder) implements Finding {}

  record NotReady(String reason) implements Finding {}

  /**
   * It has to be done.
   *
   * @param continues whether what an earlier try has completed of its items still counts
   * @param seen what the finding is about
   */
  record Due(
      String reason,
      StepKey key,
      Map<StepName, String> dependencies,
      boolean continues,
      Snapshot seen)
      implements Finding {}
}
