package dev.pawl.backlog;

import dev.pawl.model.NamePattern;

/** The name of a phase, unique within its pipeline. */
public record PhaseName(String value) implements Comparable<PhaseName> {
  public PhaseName {
    if (!NamePattern.matches(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a name: " + NamePattern.RULE);
    }
  }

  @Override
  public int compareTo(PhaseName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
