package dev.pawl.run;

import dev.pawl.model.RunId;
import dev.pawl.model.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries a run from turn to turn under a virtual clock: decide, apply, advance and apply. */
final class Turns {
  static final Instant BEGIN = Instant.parse("2026-11-20T15:47:41Z");
  private static final RunId RUN = new RunId("20261120-154741-7f3a");

  /** An event with the time at which it was applied. */
  record Recorded(RunEvent event, Now now) {}

  final RunState state;
  final List<Recorded> history = new ArrayList<>();
  private final Consumer<RunEvent> afterEvent;
  private final boolean checksPurity;
  private Instant wall = BEGIN;

  Turns(Workflow workflow) {
    this(workflow, _ -> {}, false);
  }

  /**
   * {@code afterEvent} sees each event right after it was applied; {@code checksPurity} says
   * whether every decision is watched for changes of the state.
   */
  Turns(Workflow workflow, Consumer<RunEvent> afterEvent, boolean checksPurity) {
    this.state = new RunState(workflow);
    this.afterEvent = afterEvent;
    this.checksPurity = checksPurity;
  }

  static RunEvent.RunCreated created(Workflow workflow, RunOptions options) {
    Owner owner = new Owner("boot", 1, 1);
    return new RunEvent.RunCreated(RUN, workflow.name(), Optional.empty(), owner, options);
  }

  Turns create(RunOptions options) {
    apply(created(state.workflow(), options));
    return this;
  }

  Now now() {
    return Now.replayed(wall);
  }

  void wait(Duration duration) {
    wall = wall.plus(duration);
  }

  /** Applies what another run has recorded, up to its {@code count}-th event. */
  Turns replay(List<Recorded> recorded, int count) {
    for (Recorded entry : recorded.subList(0, count)) {
      wall = entry.now().wall();
      apply(entry.event());
    }
    return this;
  }

  /** One turn; what it decided, in order. */
  Decision turn(RunCommand... commands) {
    List<RunEvent> events = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    for (RunCommand command : commands) {
      take(decided(() -> RunEngine.decide(state, command, now())), events, effects);
    }
    advance(events, effects);
    return new Decision(events, effects);
  }

  /** What follows from the state alone. */
  Decision advance() {
    List<RunEvent> events = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    advance(events, effects);
    return new Decision(events, effects);
  }

  private void advance(List<RunEvent> events, List<Effect> effects) {
    int bound = 3 * (state.rows().size() + state.backlog().items().size()) + 10;
    for (int step = 0; step < bound; step++) {
      Decision decision = decided(() -> RunEngine.advance(state, now()));
      if (decision.isNothing()) {
        return;
      }
      take(decision, events, effects);
    }
    throw new IllegalStateException("the run does not come to rest");
  }

  private Decision decided(Supplier<Decision> decide) {
    if (!checksPurity) {
      return decide.get();
    }
    long before = Fingerprint.hash(state);
    Decision decision = decide.get();
    if (Fingerprint.hash(state) != before) {
      throw new IllegalStateException("a decision has changed the state: " + decision);
    }
    return decision;
  }

  private void take(Decision decision, List<RunEvent> events, List<Effect> effects) {
    decision.events().forEach(this::apply);
    events.addAll(decision.events());
    effects.addAll(decision.effects());
  }

  void apply(RunEvent event) {
    state.apply(event, now());
    history.add(new Recorded(event, now()));
    afterEvent.accept(event);
  }
}
