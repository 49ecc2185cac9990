package dev.pawl.coordinator;

import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Holds back the ends of attempts that a stop of the run may explain.
 *
 * <p>Who signals every process at once, as an outer pawl does, also signals Pawl itself; that a job
 * died of it may be known before the own signal is. So a death by HUP, INT or TERM that nobody here
 * has ordered waits for {@link #PATIENCE}: a stop that arrives by then has a turn of its own first,
 * and the job is interrupted, not failed. Until then it keeps its slot; everything else goes on.
 */
final class HeldEnds {
  /** What a signal may take from the kernel through the virtual machine to the mailbox. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private static final Set<Integer> STOP_SIGNALS = Set.of(1, 2, 15);

  private record Held(RunCommand end, long until) {}

  /** In order of arrival, so the first is due first. */
  private final List<Held> held = new ArrayList<>();

  /**
   * What is to be decided now: ends whose wait is over, then what has arrived, in its order, except
   * for ends that are held back. A stop ends all waits with the next turn.
   *
   * @param tick monotonic nanoseconds
   */
  List<RunCommand> admit(List<RunCommand> arrived, RunState state, long tick) {
    List<RunCommand> admitted = new ArrayList<>();
    while (!held.isEmpty() && held.getFirst().until() - tick <= 0) {
      admitted.add(held.removeFirst().end());
    }
    boolean stops = hasStop(arrived);
    if (stops) {
      held.replaceAll(one -> new Held(one.end(), tick));
    }
    for (RunCommand command : arrived) {
      if (mayBeStopped(command, state)) {
        held.add(new Held(command, stops ? tick : tick + PATIENCE.toNanos()));
      } else {
        admitted.add(command);
      }
    }
    return admitted;
  }

  private static boolean hasStop(List<RunCommand> arrived) {
    for (RunCommand command : arrived) {
      if (command instanceof RunCommand.StopRun) {
        return true;
      }
    }
    return false;
  }

  /** When the first wait is over, as a tick. */
  OptionalLong deadline() {
    return held.isEmpty() ? OptionalLong.empty() : OptionalLong.of(held.getFirst().until());
  }

  private static boolean mayBeStopped(RunCommand command, RunState state) {
    if (state.stop().isPresent()) {
      return false;
    }
    if (command instanceof RunCommand.AttemptEnded end) {
      return STOP_SIGNALS.contains(end.signal())
          && isUnstopped(state.row(end.job()), end.attempt());
    }
    return command instanceof RunCommand.ItemEnded end
        && STOP_SIGNALS.contains(end.signal())
        && !state.row(end.job()).isStopped(end.item(), end.attempt());
  }

  private static boolean isUnstopped(JobRow row, int attempt) {
    return row.attempts().size() == attempt && row.attempts().getLast().stop().isEmpty();
  }
}
