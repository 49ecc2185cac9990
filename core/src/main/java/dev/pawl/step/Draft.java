package dev.pawl.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of the ledger while its lock is held: what it holds, and the lines to add. */
public final class Draft {
  private final Snapshot before;
  private final List<StepEntry> lines = new ArrayList<>();
  private final Map<StepName, StepEntry> added = new HashMap<>();

  Draft(Snapshot before) {
    this.before = before;
  }

  /** What the ledger holds, without the lines of this draft. */
  public Snapshot before() {
    return before;
  }

  /** The last line of a step, those of this draft included. */
  public Optional<StepEntry> find(StepName step) {
    return Optional.ofNullable(added.get(step)).or(() -> before.find(step));
  }

  /** Adds a line. Fields of the step's last line that nobody here knows are kept. */
  public void put(StepEntry line) {
    StepEntry whole = line.facts().more().isEmpty() ? keepingMore(line) : line;
    lines.add(whole);
    added.put(whole.name(), whole);
  }

  private StepEntry keepingMore(StepEntry line) {
    return find(line.name())
        .map(last -> line.with(line.facts().withMore(last.facts().more())))
        .orElse(line);
  }

  List<StepEntry> lines() {
    return lines;
  }
}
