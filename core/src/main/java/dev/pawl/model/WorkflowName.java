package dev.pawl.model;

/** The name of a workflow, unique within its project. */
public record WorkflowName(String value) implements Comparable<WorkflowName> {
  /** The workflow of the short form, and the one that runs when none is named. */
  public static final WorkflowName DEFAULT = new WorkflowName("default");

  public WorkflowName {
    NamePattern.checked("workflow", value);
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
