package dev.pawl.run;

import dev.pawl.backlog.Action;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Halting;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.Progression;
import dev.pawl.backlog.Selection;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.run.Decision.Draft;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What follows in a run over the backlog: tasks are begun as the selection of the backlog says, and
 * when nothing is under way and nothing can be begun, the run halts with its reason.
 */
final class Working {
  private Working() {}

  static Decision decide(RunState state, RunCommand.WorkCommand command, Now now) {
    return switch (command) {
      case RunCommand.SeeBacklog c -> see(state, c);
      case RunCommand.RepeatTransition c -> Repeating.repeat(state, c.transition());
      case RunCommand.StoreGivenUp c ->
          new Draft().event(new RunEvent.StoringEnded(c.reason())).done();
      case RunCommand.ChangeItems c -> change(state, c, now);
      case RunCommand.TaskReported c -> TaskEnds.reported(state, c, now);
      case RunCommand.TaskLingers c -> TaskEnds.lingers(state, c);
      case RunCommand.ItemsStored c -> stored(state, c, now);
      case RunCommand.HaltStored _ -> new Draft().event(new RunEvent.WorkSaved()).done();
    };
  }

  private static Decision see(RunState state, RunCommand.SeeBacklog c) {
    WorkRows work = state.work;
    Draft draft = new Draft();
    Backlog seen =
        work.isKnown() ? c.merge().apply(work.backlog()) : Repeating.first(draft, state, c);
    draft.event(new RunEvent.BacklogSeen(c.settings(), seen));
    if (!state.hasBegun()) {
      draft.event(new RunEvent.RunBegan(false));
    }
    return draft.done();
  }

  private static Decision change(RunState state, RunCommand.ChangeItems c, Now now) {
    WorkRows work = state.work;
    Draft draft = new Draft();
    if (!work.isKnown() || work.halt().isPresent()) {
      String why = "the run is about to begin or to end; try again";
      return draft.effect(new Effect.Answer(c.asked(), new BacklogChange.Answer.Later(why))).done();
    }
    Changing changing =
        new Changing(work.settings(), work.backlog(), work.nextTransition(), now.wall());
    BacklogChange.Answer answer = changing.decide(c.change());
    if (answer instanceof BacklogChange.Answer.Changed(Transition transition)) {
      change(draft, state, transition);
    }
    return draft.effect(new Effect.Answer(c.asked(), answer)).done();
  }

  private static Decision stored(RunState state, RunCommand.ItemsStored c, Now now) {
    Optional<Transition> known =
        state.work.unsaved().stream().filter(one -> one.number() == c.number()).findFirst();
    if (known.isEmpty()) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft().event(new RunEvent.ItemsSaved(c.number(), c.commit()));
    c.refusal().ifPresent(why -> refused(draft, state, known.get(), why, now));
    return draft.done();
  }

  /** What could not be committed: the item of an agent's work waits for a person. */
  private static void refused(
      Draft draft, RunState state, Transition transition, String why, Now now) {
    progression(state, now)
        .refused(transition, why)
        .ifPresentOrElse(
            back -> change(draft, state, back),
            () ->
                draft.effect(new Effect.Tell("not committed: " + transition.words() + ": " + why)));
  }

  static Progression progression(RunState state, Now now) {
    WorkRows work = state.work;
    return new Progression(work.settings(), work.backlog(), work.nextTransition(), now.wall());
  }

  /** Decides a change and has it saved. */
  static void change(Draft draft, RunState state, Transition transition) {
    draft
        .event(new RunEvent.ItemsChanged(transition))
        .effect(new Effect.StoreItems(transition, transition.applyTo(state.work.backlog())));
  }

  /** What follows from the state as it is, once its jobs are settled. */
  static Decision advance(RunState state, Now now) {
    WorkRows work = state.work;
    if (!work.isWork() || !work.isKnown() || work.halt().isPresent()) {
      return Decision.NOTHING;
    }
    if (state.stop().isPresent()) {
      return stopped(state);
    }
    if (!work.withdrawn().isEmpty()) {
      Draft draft = new Draft();
      ItemId first = work.withdrawn().getFirst().item();
      change(draft, state, progression(state, now).block(first, Reasons.CANCELLED));
      return draft.done();
    }
    WorkLimits limits = new WorkLimits(state, now);
    Decision tended = Tending.tend(state, limits);
    if (!tended.isNothing()) {
      return tended;
    }
    Optional<Halting.Reason> limit = limits.any();
    List<Action> actions = limit.isPresent() ? List.of() : Selection.next(limits.now());
    if (!actions.isEmpty()) {
      return act(state, actions.getFirst(), now);
    }
    return isAtRest(state) ? atRest(state, limits, now) : Decision.NOTHING;
  }

  /** Whether a run over the backlog has still to halt, and so may not be over. */
  static boolean holds(RunState state) {
    WorkRows work = state.work;
    if (!work.isWork() || work.isSaved()) {
      return false;
    }
    Optional<StopCause> stop = state.stop().map(RunEvent.RunStopping::cause);
    if (stop.isEmpty()) {
      return true;
    }
    boolean over = stop.get() == StopCause.BROKEN && work.halt().isPresent();
    return work.isKnown() && stop.get() != StopCause.LOST && !over;
  }

  private static boolean isAtRest(RunState state) {
    WorkRows work = state.work;
    return work.open().isEmpty() && (work.unsaved().isEmpty() || work.isStoringOver());
  }

  /** After a fault no answer is awaited; what is known is ordered to be saved once more. */
  private static Decision stopped(RunState state) {
    RunEvent.RunStopping stop = state.stop().orElseThrow();
    boolean isQuiet =
        switch (stop.cause()) {
          case LOST -> false;
          case BROKEN -> state.work.open().isEmpty();
          default -> isAtRest(state);
        };
    Halt halt = stop.cause() == StopCause.BROKEN ? Halt.ERROR : Halt.SHUTDOWN;
    return isQuiet ? halted(state, new Halting.Reason(halt, stop.reason())) : Decision.NOTHING;
  }

  /**
   * Nothing is under way and nothing can be begun. Who only waits for an agent begins so; a cap, or
   * an agent that is not asked any more, counts only while it keeps something from being done.
   */
  private static Decision atRest(RunState state, WorkLimits limits, Now now) {
    WorkRows work = state.work;
    Optional<Halting.Reason> limit = limits.any();
    boolean isMore = !Selection.next(limits.unhindered()).isEmpty();
    if (limit.isPresent() && (isMore || limit.get().halt() == Halt.CIRCUIT_BREAKER)) {
      return look(state, limit.get());
    }
    List<Action> later = Selection.next(limits.afterPauses());
    if (!later.isEmpty()) {
      return act(state, later.getFirst(), now);
    }
    if (isMore) {
      return look(state, new Halting.Reason(Halt.CIRCUIT_BREAKER, missing(state, limits)));
    }
    if (work.isFresh() && Halting.isNoMatch(work.order(), work.backlog())) {
      return look(state, new Halting.Reason(Halt.NO_MATCH, "the filter takes no item"));
    }
    return look(state, Halting.judge(work.order(), work.backlog(), work.settings()));
  }

  private static String missing(RunState state, WorkLimits limits) {
    return state.work.settings().agents().keySet().stream()
        .filter(limits::isGivenUp)
        .map(WorkLimits::givenUp)
        .collect(Collectors.joining("; "));
  }

  /** Before it halts, the file is looked at: somebody may have brought more to do. */
  private static Decision look(RunState state, Halting.Reason reason) {
    if (state.work.looked) {
      return halted(state, reason);
    }
    return state.work.looking
        ? Decision.NOTHING
        : new Draft()
            .event(new RunEvent.BacklogAsked())
            .effect(new Effect.LookAround(state.work.backlog()))
            .done();
  }

  private static Decision halted(RunState state, Halting.Reason reason) {
    return new Draft()
        .event(new RunEvent.WorkHalted(reason.halt(), reason.words()))
        .effect(new Effect.StoreHalt(reason.halt(), reason.words(), state.work.backlog()))
        .done();
  }

  /** One at a time: what follows is decided again when it has happened. */
  private static Decision act(RunState state, Action action, Now now) {
    Draft draft = new Draft();
    switch (action) {
      case Action.Promote a -> change(draft, state, progression(state, now).promote(a.item()));
      case Action.Withhold a ->
          change(draft, state, progression(state, now).block(a.item(), a.reason()));
      case Action.Carry a -> begin(draft, state, a.item());
      case Action.Triage a -> begin(draft, state, a.item());
    }
    return draft.done();
  }

  private static void begin(Draft draft, RunState state, ItemId id) {
    WorkSettings settings = state.work.settings();
    Item item = state.work.backlog().get(id);
    Task task = TaskJobs.next(settings, item);
    draft.event(TaskJobs.added(settings, state.work.nextName(task), item, task));
  }

  /** Whether a result leaves its item in the same phase. */
  static boolean isPart(PhaseResult result) {
    return result.verdict() == PhaseResult.Verdict.SUBPHASE_COMPLETE;
  }
}
