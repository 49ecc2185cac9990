package dev.pawl.ledger;

import dev.pawl.step.StepOwner;
import java.util.Optional;

/**
 * Who is at work on a step.
 *
 * @param pid of the process
 * @param run the run of Pawl that this process coordinates; empty for other programs
 */
public record Holder(long pid, Optional<String> run) {
  static Holder of(StepOwner owner) {
    return new Holder(
        owner.pid(), owner.run().isEmpty() ? Optional.empty() : Optional.of(owner.run()));
  }

  /** For example {@code process 4711}, {@code run 20261120-154741-7f3a}. */
  @Override
  public String toString() {
    return run.map(id -> "run " + id).orElse("process " + pid);
  }
}
