package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.process.Processes;
import dev.pawl.step.StepLedger;
import java.util.Optional;

/**
 * What stays the same all through one run.
 *
 * @param ledger of the steps; read already where there are any
 * @param revival of a run that outlives its coordinator: how the next one is started
 * @param kept what an earlier coordinator has left
 */
record RunSetting(
    RunRequest request,
    RunId run,
    RunFolder folder,
    Surroundings surroundings,
    Secrets secrets,
    RunObserver observer,
    StepLedger ledger,
    Optional<Processes.Revival> revival,
    KeptItems kept) {}
