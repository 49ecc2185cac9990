package dev.pawl.backlog;

import dev.pawl.model.NamePattern;

/** The name under which an agent is configured. */
public record AgentName(String value) implements Comparable<AgentName> {
  public AgentName {
    if (!NamePattern.matches(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a name: " + NamePattern.RULE);
    }
  }

  @Override
  public int compareTo(AgentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
