package dev.pawl.coordinator;

import dev.pawl.item.ItemStart;
import dev.pawl.journal.ItemFiles;
import dev.pawl.model.JobName;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Scope;
import dev.pawl.run.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An item of a loop that an earlier coordinator has started, as it was found.
 *
 * @param item as the engine of this coordinator knows it
 * @param keeper if the item still lives
 * @param status how it ended, if its keeper has told
 */
record KeptItem(
    JobName job,
    Item item,
    Scope scope,
    ItemStart start,
    ItemFiles files,
    Optional<Started> keeper,
    Optional<ExitStatus> status) {
  /** How long it has lived; clocks may be set back. */
  Duration age(Instant now) {
    Duration age = Duration.between(start.at(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Whether it has ended as it should, so that it need not be adopted. */
  boolean hasSucceeded() {
    return status.map(ExitStatus::succeeded).orElse(false);
  }

  /** Whether it lives, or its end is to be reported. */
  boolean isOpen() {
    return keeper.isPresent() || status.isPresent() && !hasSucceeded();
  }
}
