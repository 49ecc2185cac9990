package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;

/** What stays the same all through one run. */
record RunSetting(
    RunRequest request,
    RunId run,
    RunFolder folder,
    Surroundings surroundings,
    Secrets secrets,
    RunObserver observer) {}
