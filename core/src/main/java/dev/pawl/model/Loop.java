package dev.pawl.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * Runs the command of a job once for each item.
 *
 * @param concurrency items at a time, beside the limit of the run; empty means no further one
 * @param keepGoing whether a failed item leaves the others to run
 */
public record Loop(Items items, OptionalInt concurrency, boolean keepGoing) {
  /** Where the items come from. */
  public sealed interface Items {}

  /** The lines of a file, relative to the folder of the job. */
  public record Lines(String file) implements Items {}

  /** The files that match a glob, relative to the folder of the job, sorted. */
  public record Matching(String glob) implements Items {}

  /** The lines that a command prints. */
  public record Output(String command) implements Items {}

  /** Texts, as they were written. */
  public record Listed(List<String> texts) implements Items {
    public Listed {
      texts = List.copyOf(texts);
    }
  }
}
