package dev.pawl.agent;

import dev.pawl.process.ExitStatus;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How an attempt ended, and what it left.
 *
 * @param status the agent's; empty when nobody can tell
 * @param stopped whether Pawl stopped it: over its time, or still there after its result
 * @param log what it printed; there may be none
 * @param result where it was told to write its result; there may be none. The file must belong to
 *     this attempt alone: one from before it would be taken for the agent's word.
 */
public record Ending(Optional<ExitStatus> status, boolean stopped, Path log, Path result) {
  /** For example {@code exit code 1}. */
  String words() {
    if (stopped) {
      return "was stopped";
    }
    return status.map(Ending::words).orElse("ended, nobody knows how");
  }

  /** Programs use codes above 128 for errors of their own, so a signal is only named beside one. */
  private static String words(ExitStatus status) {
    String signal = status.signal() > 0 ? ", as after signal " + status.signal() : "";
    return "ended with exit code " + status.code() + signal;
  }

  boolean succeeded() {
    return status.map(ExitStatus::succeeded).orElse(false);
  }
}
