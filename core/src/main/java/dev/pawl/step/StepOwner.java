package dev.pawl.step;

import java.util.Optional;

/**
 * Who works on a step: the run, and the process that coordinates it, told apart from every other by
 * boot, number and start.
 *
 * @param run the id of the run; empty when there is none (a program that embeds Pawl)
 * @param boot the kernel's boot id
 * @param start clock ticks after boot (field 22 of /proc/PID/stat)
 */
public record StepOwner(String run, String boot, long pid, long start) {
  /**
   * How an element of PAWL_SCOPE begins in the processes that this run started for a step; empty
   * when there is no run.
   */
  public Optional<String> cookie(StepName step) {
    return run.isEmpty() ? Optional.empty() : Optional.of(run + ":" + step.job() + ":");
  }
}
