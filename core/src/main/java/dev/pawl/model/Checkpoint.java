package dev.pawl.model;

import java.util.List;

/**
 * What makes a job a step of the ledger.
 *
 * @param inputs globs of the files that its result depends on, relative to the folder of the job
 * @param outputs globs of the files that it makes, likewise; empty means that it makes none
 */
public record Checkpoint(List<String> inputs, List<String> outputs) {
  /** A step without files: {@code checkpoint: true}. */
  public static final Checkpoint PLAIN = new Checkpoint(List.of(), List.of());

  public Checkpoint {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
