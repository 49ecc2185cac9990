package dev.pawl.model;

/** The name of a job, unique within its workflow. */
public record JobName(String value) implements Comparable<JobName> {
  public JobName {
    NamePattern.checked("job", value);
  }

  @Override
  public int compareTo(JobName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
