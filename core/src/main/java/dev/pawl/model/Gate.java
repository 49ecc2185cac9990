package dev.pawl.model;

import java.util.List;

/**
 * The conditions of a job: it is skipped when any of {@code skip} matches, looked at first, or when
 * not all of {@code only} do. An empty list asks nothing.
 */
public record Gate(List<Rule> skip, List<Rule> only) {
  public static final Gate OPEN = new Gate(List.of(), List.of());

  public Gate {
    skip = List.copyOf(skip);
    only = List.copyOf(only);
  }

  /** Whether there is nothing to ask. */
  public boolean isOpen() {
    return skip.isEmpty() && only.isEmpty();
  }

  /**
   * One entry of {@code skip} or {@code only}.
   *
   * @param desc replaces the reason that Pawl would give; "" leaves it
   */
  public record Rule(Condition condition, String desc) {}
}
