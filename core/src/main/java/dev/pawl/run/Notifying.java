package dev.pawl.run;

import dev.pawl.model.Limits;
import dev.pawl.model.Occasion;
import dev.pawl.run.Decision.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a run, after the notices of its workflow. Once they are begun the outcome is settled: what
 * comes of them is recorded and changes nothing, and neither does a signal that ends them.
 *
 * <p>A run that was ordered twice to stop does not wait for notices; one that Pawl itself cannot
 * carry on, or that nobody carried on, gives none.
 */
final class Notifying {
  private Notifying() {}

  static Decision finish(RunState state, RunEvent.RunFinished outcome) {
    Optional<RunEvent.RunStopping> stop = state.stop();
    List<Occasion> due = state.workflow().notices().after(outcome.status());
    boolean nobody = stop.map(order -> order.cause().isFault()).orElse(false);
    if (due.isEmpty() || nobody) {
      return new Draft().event(outcome).done();
    }
    if (stop.map(RunEvent.RunStopping::hard).orElse(false)) {
      Draft draft = new Draft();
      String reason = "not started: " + stop.get().reason();
      due.forEach(notice -> draft.event(new RunEvent.NoticeFailed(notice, reason)));
      return draft.event(outcome).done();
    }
    return new Draft()
        .event(new RunEvent.NoticesBegun(outcome))
        .effect(new Effect.Notify(outcome, due))
        .done();
  }

  /** While they are given only their end counts, and an order to stop. */
  static Decision decide(RunState state, RunCommand command) {
    return switch (command) {
      case RunCommand.NoticesTold c -> told(state, c);
      case RunCommand.StopRun c when c.cause() == StopCause.BROKEN -> broken(state, c);
      case RunCommand.StopRun c -> stop(state, c);
      default -> Decision.NOTHING;
    };
  }

  private static Decision told(RunState state, RunCommand.NoticesTold c) {
    Draft draft = new Draft();
    for (RunCommand.NoticeEnd end : c.ends()) {
      String fault = fault(end);
      if (!fault.isEmpty()) {
        draft.event(new RunEvent.NoticeFailed(end.notice(), fault));
      }
    }
    return draft.event(state.notices.outcome()).done();
  }

  private static String fault(RunCommand.NoticeEnd end) {
    boolean well = end.failure().isEmpty() && end.exitCode().orElse(1) == 0;
    StringBuilder text = new StringBuilder(end.failure());
    if (text.isEmpty() && !well) {
      text.append(Reasons.how(end.exitCode(), end.signal(), ""));
    }
    Attempts.append(text, end.remark());
    return text.toString();
  }

  /** Nobody can be waited for: the journal may be gone, and all processes are. */
  private static Decision broken(RunState state, RunCommand.StopRun c) {
    RunEvent.RunStopping stopping = RunEngine.stopping(state, c);
    return new Draft().event(stopping).event(Settling.finish(state, Optional.of(stopping))).done();
  }

  /** The second order of a run, whenever the first came, ends a notice at once. */
  private static Decision stop(RunState state, RunCommand.StopRun c) {
    Optional<RunEvent.NoticesStopping> before = state.notices.stopping();
    if (before.map(RunEvent.NoticesStopping::hard).orElse(false)) {
      return Decision.NOTHING;
    }
    boolean hard = before.isPresent() || state.stop().isPresent();
    Duration grace = hard ? Duration.ZERO : Limits.DEFAULT_GRACE;
    return new Draft()
        .event(new RunEvent.NoticesStopping(hard))
        .effect(new Effect.StopNotices(grace, c.reason()))
        .done();
  }
}
