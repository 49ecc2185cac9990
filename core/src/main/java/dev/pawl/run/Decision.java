package dev.pawl.run;

import java.util.ArrayList;
import java.util.List;

/** What follows: first the events are applied and written, then the effects are carried out. */
public record Decision(List<RunEvent> events, List<Effect> effects) {
  /** Nothing follows. */
  public static final Decision NOTHING = new Decision(List.of(), List.of());

  /** Whether nothing follows. */
  public boolean isNothing() {
    return events.isEmpty() && effects.isEmpty();
  }

  /** Collects a decision. */
  static final class Draft {
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Draft event(RunEvent event) {
      events.add(event);
      return this;
    }

    Draft effect(Effect effect) {
      effects.add(effect);
      return this;
    }

    Decision done() {
      return events.isEmpty() && effects.isEmpty() ? NOTHING : new Decision(events, effects);
    }
  }
}
