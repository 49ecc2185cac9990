package dev.pawl.backlog;

import dev.pawl.model.NamePattern;

/** The name of a pipeline. */
public record PipelineName(String value) implements Comparable<PipelineName> {
  public PipelineName {
    if (!NamePattern.matches(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a name: " + NamePattern.RULE);
    }
  }

  @Override
  public int compareTo(PipelineName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
