package dev.pawl.run;

import dev.pawl.backlog.Action;
import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Halting;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Progression;
import dev.pawl.backlog.Scope;
import dev.pawl.backlog.Selection;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Decision.Draft;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows in a run over the backlog: tasks are begun as the selection of the backlog says, and
 * when nothing is under way and nothing can be begun, the run halts with its reason.
 */
final class Working {
  /** So often may agents be unavailable in a row; with the waits in between that is an hour. */
  private static final int MOST_UNAVAILABLE = 12;

  private Working() {}

  static Decision decide(RunState state, RunCommand.WorkCommand command, Now now) {
    return switch (command) {
      case RunCommand.SeeBacklog c -> see(state, c);
      case RunCommand.RepeatTransition c -> repeat(state, c);
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
    Backlog found = c.merge().apply(work.isKnown() ? work.backlog() : Backlog.EMPTY);
    if (!work.isKnown()) {
      for (Transition transition : work.unsaved()) {
        found = fits(transition, found) ? transition.applyTo(found) : found;
        draft.effect(new Effect.StoreItems(transition, found));
      }
    }
    draft.event(new RunEvent.BacklogSeen(c.settings(), found));
    if (!state.hasBegun()) {
      draft.event(new RunEvent.RunBegan(false));
    }
    return draft.done();
  }

  /** Only where items stand as they did then; whatever a person has changed since stays. */
  private static Decision repeat(RunState state, RunCommand.RepeatTransition c) {
    Transition old = c.transition();
    if (!fits(old, state.work.backlog())) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    change(draft, state, old.numbered(state.work.nextTransition()));
    return draft.done();
  }

  private static boolean fits(Transition transition, Backlog backlog) {
    return transition.changes().stream()
        .allMatch(change -> {
          Optional<Item> item = backlog.find(change.to().id());
          return change
              .from()
              .map(from -> item.map(from::isOf).orElse(false))
              .orElse(item.isEmpty());
        });
  }

  /** An agent that works at an item is stopped when a person takes the item elsewhere. */
  private static Decision change(RunState state, RunCommand.ChangeItems c, Now now) {
    WorkRows work = state.work;
    Draft draft = new Draft();
    if (!work.isKnown() || work.halt().isPresent()) {
      String why = "the run is about to begin or to end; try again";
      return draft.effect(new Effect.Answer(c.asked(), "", Optional.of(why))).done();
    }
    Changing changing =
        new Changing(work.settings(), work.backlog(), work.nextTransition(), now.wall());
    switch (changing.decide(c.change())) {
      case BacklogChange.Answer.Refused refused ->
          draft.effect(new Effect.Answer(c.asked(), "", Optional.of(refused.reason())));
      case BacklogChange.Answer.Changed changed -> {
        Transition transition = changed.transition();
        change(draft, state, transition);
        draft.effect(new Effect.Answer(c.asked(), transition.words(), Optional.empty()));
        Backlog after = transition.applyTo(work.backlog());
        for (WorkRows.OpenTask open : work.open()) {
          if (!open.task.isFor(after)) {
            withdraw(draft, state.row(open.job));
          }
        }
      }
    }
    return draft.done();
  }

  private static void withdraw(Draft draft, JobRow row) {
    if (row.isLive() && row.attempts().getLast().stop == null) {
      Attempts.stop(draft, row, StopCause.CANCEL);
    } else if (row.status() == JobStatus.PENDING) {
      draft.event(
          RunEvent.JobFinished.because(row.job.name(), JobStatus.CANCELLED, Reasons.CANCELLED));
    }
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

  /** What an agent has made could not be committed: its item waits for a person. */
  private static void refused(
      Draft draft, RunState state, Transition transition, String why, Now now) {
    for (Transition.Change change : transition.changes()) {
      ItemId id = change.to().id();
      boolean open =
          state.work.backlog().find(id).map(Working::canBeBlocked).orElse(false)
              && transition.done().map(done -> done.task().item().equals(id)).orElse(false);
      if (open) {
        change(draft, state, progression(state, now).block(id, why));
      }
    }
  }

  private static boolean canBeBlocked(Item item) {
    return !item.isDone() && item.block().isEmpty();
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
      ItemId first = work.withdrawn().getFirst();
      change(draft, state, progression(state, now).block(first, Reasons.CANCELLED));
      return draft.done();
    }
    Optional<Halting.Reason> limit = limit(state, now);
    List<Action> actions = limit.isPresent() ? List.of() : Selection.next(situation(state, now));
    if (!actions.isEmpty()) {
      return act(state, actions.getFirst(), now);
    }
    return isAtRest(state) ? halt(state, limit, now) : Decision.NOTHING;
  }

  /** Whether a run over the backlog has still to halt, and so may not be over. */
  static boolean holds(RunState state) {
    boolean fault = state.stop().map(stop -> stop.cause().isFault()).orElse(false);
    boolean begins = state.stop().isEmpty() || state.work.isKnown();
    return state.work.isWork() && begins && !fault && !state.work.isSaved();
  }

  private static boolean isAtRest(RunState state) {
    WorkRows work = state.work;
    return work.open().isEmpty() && (work.unsaved().isEmpty() || work.isStoringOver());
  }

  private static Decision stopped(RunState state) {
    RunEvent.RunStopping stop = state.stop().orElseThrow();
    if (stop.cause().isFault() || !isAtRest(state)) {
      return Decision.NOTHING;
    }
    return halted(state, new Halting.Reason(Halt.SHUTDOWN, stop.reason()));
  }

  /** Before it halts, the file is looked at: somebody may have brought more to do. */
  private static Decision halt(RunState state, Optional<Halting.Reason> limit, Now now) {
    Halting.Reason idle =
        Halting.judge(state.work.order(), state.work.backlog(), state.work.settings());
    boolean counts = limit.isPresent() && (isFinal(limit.get()) || isMoreToDo(state, now));
    return look(state, counts ? limit.get() : idle);
  }

  /** A cap counts only while there is something that it keeps from being done. */
  private static boolean isFinal(Halting.Reason limit) {
    return limit.halt() != Halt.CAP_REACHED;
  }

  private static boolean isMoreToDo(RunState state, Now now) {
    return !Selection.next(situation(state, now)).isEmpty();
  }

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

  /** Whether nothing new may be begun, and why. */
  private static Optional<Halting.Reason> limit(RunState state, Now now) {
    WorkRows work = state.work;
    Execution execution = work.settings().execution();
    if (work.givenUp >= execution.circuitBreaker()) {
      return Optional.of(
          new Halting.Reason(
              Halt.CIRCUIT_BREAKER, work.givenUp + " phases in a row were given up"));
    }
    if (work.unavailable >= MOST_UNAVAILABLE) {
      return Optional.of(
          new Halting.Reason(
              Halt.CIRCUIT_BREAKER,
              "agents were unavailable " + work.unavailable + " times in a row"));
    }
    if (work.begun >= execution.cap()) {
      return cap("the cap of " + execution.cap() + " phases is reached");
    }
    Instant start = state.startedAt().orElse(now.wall());
    boolean late =
        execution.maxTime().map(most -> !now.wall().isBefore(start.plus(most))).orElse(false);
    if (late) {
      return cap("max_time is reached");
    }
    boolean costly = execution.maxCost().map(most -> work.usage.cost() >= most).orElse(false);
    return costly ? cap("max_cost is reached") : Optional.empty();
  }

  private static Optional<Halting.Reason> cap(String words) {
    return Optional.of(new Halting.Reason(Halt.CAP_REACHED, words));
  }

  private static Situation situation(RunState state, Now now) {
    WorkRows work = state.work;
    Map<ItemId, Boolean> underWay = new HashMap<>();
    Set<ItemId> resting = new HashSet<>();
    for (WorkRows.OpenTask open : work.open()) {
      if (state.row(open.job).retryAt().isPresent()) {
        resting.add(open.task.item());
      } else {
        underWay.put(open.task.item(), open.task.destructive());
      }
    }
    for (Transition transition : work.unsaved()) {
      for (Transition.Change change : transition.changes()) {
        // Until it is committed nothing else may change the same files.
        boolean alone = transition.done().map(done -> done.task().destructive()).orElse(false);
        if (alone) {
          underWay.putIfAbsent(change.to().id(), true);
        } else {
          resting.add(change.to().id());
        }
      }
    }
    rest(state, resting, now);
    Optional<ItemId> target = Halting.target(work.order(), work.backlog(), work.settings());
    return new Situation(
        work.backlog(),
        work.settings(),
        underWay,
        resting,
        new Scope(target, work.order().filter()));
  }

  /** Items whose agent has been paused. */
  private static void rest(RunState state, Set<ItemId> resting, Now now) {
    WorkRows work = state.work;
    if (!work.hasPauses()) {
      return;
    }
    for (Item item : work.backlog().items().values()) {
      Optional<Instant> pause = work.pause(task(work.settings(), item).agent());
      if (pause.map(until -> until.isAfter(now.wall())).orElse(false)) {
        resting.add(item.id());
      }
    }
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
    Task task = task(settings, state.work.backlog().get(id));
    JobName name = state.work.nextName(task);
    draft.event(TaskJobs.added(settings, name, state.work.backlog().get(id), task));
  }

  /** What an agent would be given next about an item. */
  private static Task task(WorkSettings settings, Item item) {
    Optional<Position> position =
        item.status() == ItemStatus.NEW ? Optional.empty() : item.position();
    Optional<Phase> phase = TaskJobs.phase(settings, item, position);
    AgentName agent = phase.flatMap(Phase::agent).or(settings::defaultAgent).orElseThrow();
    return new Task(item.id(), position, agent, phase.map(Phase::destructive).orElse(false));
  }

  /** Whether a result leaves its item in the same phase. */
  static boolean isPart(PhaseResult result) {
    return result.verdict() == PhaseResult.Verdict.SUBPHASE_COMPLETE;
  }
}
