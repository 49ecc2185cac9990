package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.step.StepLedger;

/**
 * What stays the same all through one run.
 *
 * @param ledger of the steps; read already where there are any
 */
record RunSetting(
    RunRequest request,
    RunId run,
    RunFolder folder,
    Surroundings surroundings,
    Secrets secrets,
    RunObserver observer,
    StepLedger ledger) {}
