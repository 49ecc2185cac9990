package dev.pawl.ledger;

import org.jspecify.annotations.Nullable;

/** The work of a step. */
@FunctionalInterface
public interface StepWork<T extends @Nullable Object> {
  /**
   * Does it. Returning completes the step, and nothing else does.
   *
   * @param work belongs to this call; may be shared with other threads until it returns
   * @return what the caller wants to have; it is not recorded
   * @throws Exception if it could not be done: the step stays incomplete
   */
  T run(Work work) throws Exception;
}
