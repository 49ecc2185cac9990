package dev.pawl.model;

import org.jspecify.annotations.Nullable;

/** The name of a workflow, unique within its project. */
public record WorkflowName(String value) implements Comparable<WorkflowName> {
  /** The workflow of the short form, and the one that runs when none is named. */
  public static final WorkflowName DEFAULT = new WorkflowName("default");

  public WorkflowName {
    NamePattern.checked("workflow", value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkflowName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(WorkflowName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
