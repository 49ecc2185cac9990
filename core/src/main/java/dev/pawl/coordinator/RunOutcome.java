package dev.pawl.coordinator;

import dev.pawl.run.RunState;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended for the one who asked for it.
 *
 * @param exitCode of the program: 0, 1, 128+N; 2 and 3 when nothing was started; 70 when Pawl could
 *     not go on
 * @param state of the run, if it came to be
 * @param messages what to tell, a line each
 */
public record RunOutcome(int exitCode, Optional<RunState> state, List<String> messages) {
  static RunOutcome refused(int exitCode, List<String> messages) {
    return new RunOutcome(exitCode, Optional.empty(), messages);
  }
}
