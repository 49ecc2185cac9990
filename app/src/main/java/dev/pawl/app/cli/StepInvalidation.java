package dev.pawl.app.cli;

import dev.pawl.model.SafeText;
import dev.pawl.step.Draft;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepName;
import dev.pawl.step.StepOwner;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pawl state invalidate}: marks steps as no longer complete, all that are named or none. One
 * that is incomplete already keeps its reason, and with it how far it got.
 */
final class StepInvalidation {
  private static final String REASON = "invalidated by hand";

  private final LedgerAt at;
  private final List<String> words;

  StepInvalidation(LedgerAt at, List<String> words) {
    this.at = at;
    this.words = words;
  }

  int run(boolean dry) throws IOException {
    Snapshot before = at.ledger().look();
    refuseBusy(before); // a mistake creates nothing
    if (!dry) {
      before = at.ledger().change(this::mark);
      at.ledger().sync();
    }
    tell(before, dry);
    return ExitCode.FINE;
  }

  /** Under the lock: what is named may have changed since. */
  private Snapshot mark(Draft draft) {
    refuseBusy(draft.before());
    targets(draft.before()).stream()
        .filter(StepEntry::isComplete)
        .forEach(entry -> draft.put(entry.invalidated(REASON, at.now())));
    return draft.before();
  }

  private Collection<StepEntry> targets(Snapshot snapshot) {
    return new StepsNamed(snapshot).matching(words);
  }

  private void refuseBusy(Snapshot snapshot) {
    for (StepEntry entry : targets(snapshot)) {
      Optional<StepOwner> busy = at.liveness().busy(entry);
      if (busy.isPresent()) {
        throw Refusal.refused(
            SafeText.shown(
                "%s: %s works on it; nothing was invalidated"
                    .formatted(entry.name(), LedgerAt.who(busy.get()))));
      }
    }
  }

  private void tell(Snapshot before, boolean dry) throws IOException {
    List<StepName> marked = new ArrayList<>();
    for (StepEntry entry : targets(before)) {
      if (entry.state() instanceof StepState.Incomplete incomplete) {
        line(entry.name() + ": is incomplete already: " + incomplete.reason());
      } else {
        marked.add(entry.name());
        line(entry.name() + (dry ? ": would be invalidated" : ": invalidated"));
      }
    }
    Validity validity = at.validity(before);
    String cascaded = dry ? ": would no longer be valid: " : ": no longer valid: ";
    for (var next : dependents(before, marked).entrySet()) {
      if (!marked.contains(next.getKey()) && validity.of(next.getKey()) instanceof Verdict.Valid) {
        line(next.getKey() + cascaded + "depends on " + next.getValue());
      }
    }
  }

  private void line(String text) throws IOException {
    at.call().out().write(SafeText.shown(text) + "\n");
  }

  /** What was made from some steps, directly or not, each with the nearest step that it was. */
  private static Map<StepName, StepName> dependents(Snapshot snapshot, List<StepName> steps) {
    Map<StepName, List<StepName>> users = new HashMap<>();
    for (StepEntry entry : snapshot.entries()) {
      for (StepName step : entry.facts().dependencies().keySet()) {
        users.computeIfAbsent(step, _ -> new ArrayList<>()).add(entry.name());
      }
    }
    Map<StepName, StepName> found = new LinkedHashMap<>();
    Deque<StepName> open = new ArrayDeque<>(steps);
    while (!open.isEmpty()) {
      StepName step = open.remove();
      for (StepName user : users.getOrDefault(step, List.of())) {
        if (found.putIfAbsent(user, step) == null) {
          open.add(user);
        }
      }
    }
    return found;
  }
}
